import type { Evidence, SignOfLife } from '../evidence.ts';
import { observation } from './observation.ts';

/** Whether the machine at the address answers anything else, or nobody has the address. */
export const life = observation({
  name: 'life',
  read: ({ evidence }) =>
    evidence.signs.length + evidence.neighbours.length === 0
      ? undefined
      : { alive: isAlive(evidence) },
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
          : 'No machine has that address on this network.';
    return `Asked ${address} for any other sign of life: ${all.join(', ')}. ${meant}`;
  },
  identifies: {},
});

const isAlive = ({ signs, neighbours }: Evidence): boolean | undefined => {
  if (signs.some(({ code }) => code === 'ECONNREFUSED' || code === 'connected')) return true;
  const own = neighbours.filter(({ isTarget }) => isTarget).map(({ state }) => state);
  if (own.some((state) => ['reachable', 'complete', 'permanent'].includes(state))) return true;
  if (own.some((state) => ['incomplete', 'failed'].includes(state))) return false;
  return undefined;
};

const signSentence = ({ afterMs, code, means, port }: SignOfLife): string => {
  const asked = means === 'udp' ? `a datagram to UDP port ${port}` : `a SYN to TCP port ${port}`;
  if (code === 'silence') return `${asked} got nothing`;
  return `${asked} got ${means === 'udp' && code === 'ECONNREFUSED' ? 'ICMP port unreachable' : code} after ${afterMs} ms`;
};
