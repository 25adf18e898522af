import type { Handshake } from '../../evidence.ts';
import type { Facts } from '../../observe/facts.ts';

/**
 * Whether Workerman may have answered the upgrade request in HTTP. Until 5.2 it names itself in Server. Later
 * versions send neither Server nor Date, which other servers do (RFC 9110, 6.6.1), and keep the connection open.
 */
export const mayBeWorkerman = ({ headers = {} }: Handshake): boolean =>
  namesWorkerman(headers) ||
  (headers['server'] === undefined &&
    headers['date'] === undefined &&
    headers['connection'] === 'keep-alive');

export const namesWorkerman = (headers: Handshake['headers'] = {}): boolean =>
  /^workerman/i.test(headers['server'] ?? '');

/** Whether a Workerman worker of another scheme owns the port. */
export const hasWrongScheme = ({ worker }: Facts): boolean | undefined =>
  worker && (worker === 'none' ? false : worker.scheme !== 'websocket');
