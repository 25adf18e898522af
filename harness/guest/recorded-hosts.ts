import { isIP } from 'node:net';
import type { Request } from '../../vocabulary/index.ts';

/** Environment variable with the recorded hosts, separated by commas. */
export const recordedHosts = 'BADCONN_RECORDED_HOSTS';

/** Start of the line on stderr with which refuse-recorded.ts ends a process. */
export const refusedMark = 'badconn refused: ';

/** An IPv4 or IPv6 address within a text, with a port or prefix length left out. */
const addressLike = /[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*|\d{1,3}(?:\.\d{1,3}){3}/gi;

const isOwn = (address: string): boolean =>
  /^(?:127\.|0\.0\.0\.0$|::1?$|::ffff:127\.)/i.test(address);

/**
 * The hosts that a recorded request names: the host of its URL, the intended name, and every address anywhere in it
 * but loopback and unspecified ones. They belonged to a lab; outside it they are hosts of other people.
 */
export function hostsOf(request: Request): string[] {
  const { url, intendedName } = request.target;
  const host = URL.parse(url)?.hostname.replace(/^\[|\]$/g, '') ?? '';
  const addresses = JSON.stringify(request).match(addressLike) ?? [];
  const found = [host, intendedName ?? '', ...addresses.filter((word) => isIP(word) !== 0)];
  return [...new Set(found.map((word) => word.toLowerCase()))].filter(
    (word) => word !== '' && word !== 'localhost' && !isOwn(word),
  );
}
