import type { Lab } from '../engine/engine.ts';
import { readPcap } from '../witness/pcap.ts';
import {
  atBothEnds,
  readWire,
  type DeclaredWire,
  type SeenWire,
  type WireConversation,
} from '../witness/wire.ts';

/** Complete pcap files, as written by tcpdump. */
export interface Pcaps {
  client: Buffer;
  server: Buffer;
}

// -U and immediate mode: each packet is written at once, none waits in a buffer. -s: long enough for a first TLS
// flight (a ServerHello with an ML-KEM key share has 1,200 bytes). The kernel reserves room for packets of this
// length in 2 MiB (pcap_set_buffer_size(3PCAP)): 256 packets here, eight without -s.
export const tcpdump = [
  'tcpdump',
  '-i',
  'any',
  '-n',
  '-U',
  '--immediate-mode',
  '-s',
  '8192',
  '-w',
  '-',
];
export const filter = ['tcp or icmp or icmp6 or udp port 53'];

export interface CaptureHosts {
  client: string;
  server: string;
}

/** A running capture on two hosts. */
export interface Capture {
  stop(): Promise<Pcaps>;
}

/**
 * Captures packets on a host from now on (tcpdump(8)). The returned function ends the capture and resolves to a pcap
 * file.
 */
export async function captureOn(lab: Lab, host: string): Promise<() => Promise<Buffer>> {
  const capture = await lab.start(
    // tcpdump drops to the user tcpdump once its socket is open.
    {
      host,
      argv: [...tcpdump, ...filter],
      user: 'root',
      capabilities: ['net_raw', 'setgid', 'setuid'],
    },
    'listening on',
  );
  return async () => {
    await capture.drain();
    return (await capture.stop('SIGINT')).stdout;
  };
}

/** Captures packets on two hosts of a lab from now on. */
export async function startCapture(lab: Lab, hosts: CaptureHosts): Promise<Capture> {
  const [ofClient, ofServer] = await Promise.all([
    captureOn(lab, hosts.client),
    captureOn(lab, hosts.server),
  ]);
  return {
    stop: async () => {
      const [client, server] = await Promise.all([ofClient(), ofServer()]);
      return { client, server };
    },
  };
}

/** What happened on the wire, seen at both ends, as far as it is declared. */
export const wireOf = (
  { client, server }: Pcaps,
  conversation: WireConversation,
  declared: DeclaredWire,
): SeenWire => {
  const told = atBothEnds(declared);
  return {
    client: readWire(readPcap(client), conversation, told.client),
    server: readWire(readPcap(server), conversation, told.server),
  };
};
