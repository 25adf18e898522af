import { isIP } from 'node:net';
import type { Evidence, Handshake, Target } from '../evidence.ts';
import { sameName } from '../meant.ts';
import { sameAddress } from '../report/addresses.ts';
import { patience } from './patience.ts';
import { routeTo } from './route.ts';

/** Time in ms for looking up a name of the local network. */
const longestMs = 500;

/**
 * Whether an answer redirects to this machine's gateway towards the server: the network then answered in place of
 * the server (captive portal, RFC 8952). Undefined if it does not, or it cannot be told.
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

/** Host of a redirect (RFC 9110, 15.4), if it is not the target's. */
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
