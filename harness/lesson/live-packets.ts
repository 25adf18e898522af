import type { Terminal } from '../engine/engine.ts';
import { filter, tcpdump } from '../run/capture.ts';
import { PcapStream } from '../witness/pcap-stream.ts';
import type { Packet } from '../witness/pcap.ts';

/** Reports the packets of a host as they are captured, until its lab is closed. */
export async function tellPackets(
  terminal: Terminal,
  host: string,
  tell: (packets: readonly Packet[]) => void,
): Promise<void> {
  const { output } = await terminal.open(host, [...tcpdump, ...filter]);
  const stream = new PcapStream();
  output.on('data', (chunk: Buffer) => {
    const packets = stream.read(chunk);
    if (packets.length > 0) tell(packets);
  });
}
