import type { Evidence, Handshake, Target } from '../evidence.ts';
import { ofHandshake } from './handshake.ts';
import { observation } from './observation.ts';

/** The service of the url was asked for on the other ports of the report; the one where it was found. */
export const services = observation({
  name: 'services',
  read: ({ evidence }) =>
    evidence.services && {
      asked: evidence.services.asked.length,
      found: found(evidence),
      /** Ports with some HTTP, which may be that of the url or of another service. */
      alike: evidence.target.scheme.startsWith('ws')
        ? []
        : serving(evidence.target, evidence.services.handshakes),
    },
  tell: (services, { evidence }) => {
    const what = evidence.target.scheme;
    if (services.asked === 0)
      return 'The server listens on no other port that this client reaches.';
    if (services.alike.length > 0)
      return `Asked the other ports of the server for ${what}: HTTP on ${services.alike.join(' and ')}; whether that is the service meant, nothing tells.`;
    return services.found === undefined
      ? `Asked ${services.asked} other port${services.asked === 1 ? '' : 's'} of the server for ${what}: none speaks it.`
      : `Asked the other ports of the server for ${what}: port ${services.found} speaks it.`;
  },
  identifies: ofHandshake,
});

/** A WebSocket that accepts is the service; some HTTP may be any. */
const found = ({ services, target }: Evidence): number | undefined =>
  services === undefined || !target.scheme.startsWith('ws')
    ? undefined
    : serving(target, services.handshakes)[0];

/** The ports on which the service of the url answered, the lowest first. */
export const serving = ({ scheme }: Target, handshakes: readonly Handshake[]): number[] =>
  handshakes
    .filter(({ status = 0, accepted }) =>
      scheme.startsWith('ws') ? accepted === true : status >= 200 && status < 400,
    )
    .map(({ port }) => port)
    .toSorted((a, b) => a - b);
