import type { Evidence, Neighbour, SignOfLife } from '../evidence.ts';
import { observation } from './observation.ts';

export interface Life {
  alive: boolean | undefined;
  /** Whose neighbour search on the local network failed (ARP, RFC 4861). */
  nobody?: 'target' | 'gateway';
  /** Neighbour entry set by hand, which the kernel never verifies (ip-neighbour(8)). */
  permanent?: Neighbour;
}

/** Whether the machine at the address answers other probes, or no machine has the address. */
export const life = observation({
  name: 'life',
  read: ({ evidence }): Life | undefined => {
    if (evidence.signs.length + evidence.neighbours.length === 0) return undefined;
    const nobody = nobodyAt(evidence);
    const [permanent] = evidence.neighbours
      .filter(({ state }) => state === 'permanent')
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    return {
      alive: isAlive(evidence),
      ...(nobody === undefined ? {} : { nobody }),
      ...(permanent === undefined ? {} : { permanent }),
    };
  },
  tell: ({ alive }, { address, evidence }) => {
    const signs = evidence.signs.map(signSentence).toSorted();
    const neighbours = evidence.neighbours
      .map(
        ({ address: whose, isTarget, state }) =>
          `${isTarget ? 'the neighbour' : 'the gateway'} ${whose} is ${state}`,
      )
      .toSorted();
    const all = [...signs, ...neighbours];
    const meant =
      alive === undefined
        ? 'Whether the machine runs stays open.'
        : alive
          ? 'The machine runs.'
          : nobodyAt(evidence) === 'gateway'
            ? 'Nothing has left for the server.'
            : 'No machine has that address on this network.';
    return `Asked ${address} for any other sign of life: ${all.join(', ')}. ${meant}`;
  },
  identifies: {},
});

const isAlive = (evidence: Evidence): boolean | undefined => {
  if (hasAnswered(evidence)) return true;
  const own = evidence.neighbours.filter(({ isTarget }) => isTarget).map(({ state }) => state);
  if (own.some((state) => ['reachable', 'complete'].includes(state))) return true;
  return nobodyAt(evidence) === undefined ? undefined : false;
};

const nobodyAt = (evidence: Evidence): Life['nobody'] => {
  if (hasAnswered(evidence)) return undefined;
  const gone = evidence.neighbours.filter(({ state }) => ['incomplete', 'failed'].includes(state));
  if (gone.length === 0) return undefined;
  return gone.some(({ isTarget }) => isTarget) ? 'target' : 'gateway';
};

const hasAnswered = ({ signs }: Evidence): boolean =>
  signs.some(({ code }) => code === 'ECONNREFUSED' || code === 'connected');

const signSentence = ({ afterMs, code, means, port }: SignOfLife): string => {
  const asked = means === 'udp' ? `a datagram to UDP port ${port}` : `a SYN to TCP port ${port}`;
  if (code === 'silence') return `${asked} got nothing`;
  return `${asked} got ${means === 'udp' && code === 'ECONNREFUSED' ? 'ICMP port unreachable' : code} after ${afterMs} ms`;
};
