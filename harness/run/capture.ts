import type { Lab } from '../engine/engine.ts';
import { readPcap } from '../witness/pcap.ts';
import {
  atBothEnds,
  readWire,
  type DeclaredWire,
  type SeenWire,
  type WireConversation,
} from '../witness/wire.ts';

/** Whole pcap files, as tcpdump wrote them. */
export interface Pcaps {
  client: Buffer;
  server: Buffer;
}

// -U and immediate mode: each packet is written when it has come, so nothing waits in a buffer. -s: a first flight
// of TLS is in it, whose ServerHello alone has 1,200 bytes where its key share is of ML-KEM. The kernel keeps
// room for whole packets of that length in 2 MiB (pcap_set_buffer_size(3PCAP)): 256 here, and eight without it.
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

/** Packets that are being captured on two hosts. */
export interface Capture {
  stop(): Promise<Pcaps>;
}

/** Captures packets on a host from now on (tcpdump(8)); what it returns ends that, and resolves to a pcap file. */
export async function captureOn(lab: Lab, host: string): Promise<() => Promise<Buffer>> {
  const capture = await lab.start(
    // It becomes the user tcpdump when the socket is open.
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

/** What the packets did, seen at both ends, as far as it is declared. */
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
