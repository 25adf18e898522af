import type { Topic } from './cause-file.ts';
import type { Facts } from './facts.ts';
import { placeOf } from './open-port.ts';
import type { Rise, ServerFacts } from '../report/read-report.ts';

/** What the server report showed, a sentence a topic; undefined when there is nothing to say. */
export const serverObservations: Partial<Record<Topic, (facts: Facts) => string | undefined>> = {
  listeners: ({ port, server }) => {
    if (server?.listening === undefined) return undefined;
    const { listeners, where } = server.listening;
    if (where === 'nowhere') return `On the server nothing listens on port ${port}.`;
    const each = listeners
      .map(({ address, backlog, process, queued }) => {
        const who = process === undefined ? '' : ` (${process})`;
        return `${address}${who}${queued > 0 ? `, ${queued} waiting of ${backlog} allowed` : ''}`;
      })
      .toSorted();
    const reach =
      where === 'on-target'
        ? 'the address that the client uses is among them'
        : 'that is not the address that the client uses';
    return `On the server port ${port} is listened on at ${[...new Set(each)].join('; ')}: ${reach}.`;
  },
  worker: ({ port, server }) => {
    const worker = server?.workerman;
    if (worker === undefined || worker === 'none') return undefined;
    return `On the server port ${port} belongs to a process of Workerman that calls itself "${worker.title}".`;
  },
  rules: ({ server }) => {
    if (server === undefined) return undefined;
    const counted = [...server.inbound, ...server.outbound];
    if (counted.length > 0) {
      const each = counted.map(
        ({ packets, rule }) =>
          `"${rule.text}" (${placeOf(rule)}) counted ${packets} packet${packets === 1 ? '' : 's'}`,
      );
      return `While the client tried, ${each.join('; ')}.`;
    }
    if (server.rose === undefined || !server.rulesRead) return undefined;
    return 'While the client tried, no rule that drops or rejects counted a packet.';
  },
  'uncounted-rules': ({ server }) => {
    const rules = server?.uncounted ?? [];
    if (rules.length === 0) return undefined;
    const each = rules.map((rule) => `"${rule.text}" (${placeOf(rule)})`);
    return `These rules could stop the connection and do not count: ${each.join('; ')}.`;
  },
  panel: ({ server }) => {
    if (server === undefined) return undefined;
    return server.panel === undefined
      ? undefined
      : `The server is run with the panel ${server.panel}, which keeps its own list of open ports.`;
  },
  arrival: withRise(({ received, swallowed }) => {
    if (received === 0) return 'While the client tried, no IP packet reached the server.';
    return swallowed > 0
      ? `While the client tried, ${received} IP packets reached the server and ${swallowed} of them were discarded before TCP saw them.`
      : `While the client tried, ${received} IP packets reached the server and none was discarded before TCP.`;
  }),
  resets: withRise(({ received, resets }) =>
    received === 0
      ? undefined
      : `While the client tried, the server's own TCP sent ${resets === 0 ? 'no reset' : `${resets} reset${resets === 1 ? '' : 's'}`}.`,
  ),
  'half-open': withRise(({ halfOpen, retransmitted }) =>
    halfOpen + retransmitted === 0
      ? undefined
      : `The server answered and waits: ${halfOpen} more connections in SYN-RECV, ${retransmitted} segments sent again.`,
  ),
  overflows: withRise(({ overflows }) =>
    overflows === 0 ? undefined : `A full accept queue on the server discarded ${overflows} SYNs.`,
  ),
  routes: withRise(({ noRoutes }) =>
    noRoutes === 0 ? undefined : `For ${noRoutes} packets the server had no route.`,
  ),
  'reverse-path': withRise(({ reversePath }) =>
    reversePath === 0
      ? undefined
      : `The server's reverse path filter (rp_filter) discarded ${reversePath} packets.`,
  ),
  'own-address': ({ address, server }) =>
    server?.ownsAddress === undefined
      ? undefined
      : `${address} is ${server.ownsAddress ? 'an address' : 'no address'} of the server that gave the report.`,
};

function withRise(
  say: (rose: Rise, server: ServerFacts) => string | undefined,
): (facts: Facts) => string | undefined {
  return ({ server }) => (server?.rose === undefined ? undefined : say(server.rose, server));
}
