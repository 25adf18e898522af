import type { Case } from '../case/case.ts';
import type { Fault } from '../events.ts';
import { mapOfPlacement, type NetworkMap } from '../topology/network-map.ts';
import type { Placement } from '../topology/place.ts';
import type { Packet } from '../witness/pcap.ts';

/** Captures of the two ends. */
interface BothEnds {
  client: readonly Packet[];
  server: readonly Packet[];
}

/** Packets and lab of a client in one failure, for its page. */
export interface ClientEvidence {
  title: string;
  network: NetworkMap;
  faults: readonly Fault[];
  serverAddress: string | undefined;
  /** Packets until the mend began, and after it. */
  broken: BothEnds;
  mended: BothEnds;
}

/** `sinceMs`: when the client met the failure; `fromMs`: when the mend began. Both by the packets' clock. */
export function evidenceOf(
  { layers: [{ changes }], scenario }: Case,
  placement: Placement,
  { client, server }: BothEnds,
  { sinceMs, fromMs }: { sinceMs: number; fromMs: number },
): ClientEvidence {
  const within = (is: (packet: Packet) => boolean): BothEnds => ({
    client: client.filter(is),
    server: server.filter(is),
  });
  return {
    title: scenario.title,
    network: mapOfPlacement(scenario.topology, placement),
    faults: changes.map(({ on, says }) => ({ on, says })),
    serverAddress: placement.addresses[placement.target],
    broken: within(({ atMs }) => atMs >= sinceMs && atMs < fromMs),
    mended: within(({ atMs }) => atMs >= fromMs),
  };
}
