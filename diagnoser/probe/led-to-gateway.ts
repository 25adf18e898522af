import { isIP } from 'node:net';
import type { Evidence, Handshake, Target } from '../evidence.ts';
import { sameName } from '../meant.ts';
import { sameAddress } from '../report/addresses.ts';
import { patience } from './patience.ts';
import { routeTo } from './route.ts';

/** As long as a name of the own network may take. */
const longestMs = 500;

/**
 * Whether an answer sends the client to the gateway by which it goes to the server: then the network has answered in
 * place of the server (RFC 8952). Undefined where it does not, or nothing tells.
 */
export const ledToGateway = async (
  answer: Handshake,
  target: Target,
  address: string,
): Promise<Evidence['ledToGateway']> => {
  const host = otherHost(answer, target);
  const gateway = host === undefined ? undefined : routeTo(address)?.gateway;
  if (host === undefined || gateway === undefined) return undefined;
  const found = isIP(host) === 0 ? await lookUp(host) : [host];
  return found.some((one) => sameAddress(one, gateway)) ? { host, gateway } : undefined;
};

/** Another host, to which a redirect leads (RFC 9110, 15.4). */
export const otherHost = (
  { headers = {}, status = 0 }: Handshake,
  { host }: Target,
): string | undefined => {
  if (status < 300 || status >= 400) return undefined;
  const to = URL.parse(headers['location'] ?? '')?.hostname.replace(/^\[|\]$/g, '');
  return to === undefined || to === '' || sameName(to, host) ? undefined : to;
};

const lookUp = async (host: string): Promise<string[]> => {
  const { lookup } = await import('node:dns/promises');
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const waiting = patience(longestMs, () => resolve([]));
  lookup(host, { all: true }).then(
    (all) => resolve(all.map(({ address }) => address)),
    () => resolve([]),
  );
  const found = await promise;
  waiting.end();
  return found;
};
