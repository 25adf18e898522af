import type { Evidence, Handshake, Target } from '../evidence.ts';
import { ofHandshake } from './handshake.ts';
import { observation } from './observation.ts';

/** Other ports of the report on which the service of the url was requested, and the one where it was found. */
export const services = observation({
  name: 'services',
  read: ({ evidence }) =>
    evidence.services && {
      asked: evidence.services.asked.length,
      found: found(evidence),
      /** Ports that speak HTTP, with the service of the url or another. */
      alike: serving(
        evidence.target,
        evidence.services.handshakes.filter((one) => !isService(evidence.target, one)),
      ),
    },
  tell: (services, { evidence }) => {
    const what = evidence.target.scheme;
    if (services.asked === 0)
      return 'The server listens on no other port that this client reaches.';
    if (services.found === undefined && services.alike.length > 0)
      return `Asked the other ports of the server for ${what}: HTTP on ${services.alike.join(' and ')}; whether that is the service meant, nothing tells.`;
    return services.found === undefined
      ? `Asked ${services.asked} other port${services.asked === 1 ? '' : 's'} of the server for ${what}: none speaks it.`
      : `Asked the other ports of the server for ${what}: port ${services.found} speaks it.`;
  },
  identifies: ofHandshake,
});

/** Default ports of web servers, and their default pages. */
const webPorts = [80, 443];
const pages = /Welcome to nginx|Apache2? \w* ?Default Page|It works!|Test Page|IIS Windows/i;

/**
 * An accepted WebSocket is the service of the url. So is HTTP success for its path, except a default page or,
 * unless the url names one, a default port.
 */
const isService = (
  { scheme, port: meant }: Target,
  { firstBytes = '', port, status = 0 }: Handshake,
): boolean =>
  scheme.startsWith('ws') ||
  (status >= 200 &&
    status < 300 &&
    !pages.test(firstBytes) &&
    (!webPorts.includes(port) || webPorts.includes(meant)));

const found = ({ services, target }: Evidence): number | undefined =>
  serving(
    target,
    (services?.handshakes ?? []).filter((one) => isService(target, one)),
  )[0];

/** Ports on which the service of the url answered, ascending. */
export const serving = ({ scheme }: Target, handshakes: readonly Handshake[]): number[] =>
  handshakes
    .filter(({ status = 0, accepted }) =>
      scheme.startsWith('ws') ? accepted === true : status >= 200 && status < 400,
    )
    .map(({ port }) => port)
    .toSorted((a, b) => a - b);
