import type { Handshake } from '../../evidence.ts';
import type { Facts } from '../../observe/facts.ts';

/**
 * Whether Workerman may be what answered the upgrade in HTTP. It names itself in Server, until version
 * 5.2; from then on it sends neither Server nor Date, which other servers do (RFC 9110, 6.6.1), and
 * keeps the connection.
 */
export const mayBeWorkerman = ({ headers = {} }: Handshake): boolean =>
  namesWorkerman(headers) ||
  (headers['server'] === undefined &&
    headers['date'] === undefined &&
    headers['connection'] === 'keep-alive');

export const namesWorkerman = (headers: Handshake['headers'] = {}): boolean =>
  /^workerman/i.test(headers['server'] ?? '');

/** Whether the port is a worker of Workerman that was started with another scheme. */
export const hasWrongScheme = ({ worker }: Facts): boolean | undefined =>
  worker && (worker === 'none' ? false : worker.scheme !== 'websocket');
