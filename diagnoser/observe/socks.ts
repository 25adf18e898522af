import type { SocksAnswer } from '../evidence.ts';

/** RFC 1928, 6. */
const replies: Record<number, string> = {
  0: 'succeeded',
  1: 'general SOCKS server failure',
  2: 'connection not allowed by ruleset',
  3: 'network unreachable',
  4: 'host unreachable',
  5: 'connection refused',
  6: 'TTL expired',
  7: 'command not supported',
  8: 'address type not supported',
};

/** Its reply, as a proxy's status is quoted; undefined if there is none. */
export const socksReply = ({ reply }: SocksAnswer): string | undefined =>
  reply === undefined
    ? undefined
    : [`SOCKS reply ${reply}`, replies[reply]].filter(Boolean).join(', ');

/** What the proxy did, as the continuation of "it". */
export const socksAnswer = (said: SocksAnswer): string => {
  const { afterMs, ended, login, method } = said;
  const after = `after ${afterMs} ms`;
  if (method === 255)
    return `took none of the methods of authentication that were offered, ${after}`;
  if (login !== undefined && login !== 0) return `did not take user and password, ${after}`;
  const reply = socksReply(said);
  if (reply !== undefined) return `answered ${reply}, ${after}`;
  const met = method === undefined ? '' : 'took the greeting, and then ';
  return ended === undefined || ended === 'silence'
    ? `${met}said nothing for ${afterMs} ms`
    : `${met}ended the connection ${after} (${ended})`;
};

/** Outcome of the way by a SOCKS proxy that opened no connection, and the errno that says the same. */
export const endBySocks = ({
  ended,
  login,
  method,
  reply,
}: SocksAnswer): {
  outcome: 'silent' | 'login' | 'denied' | 'cannot-connect' | 'unclear';
  code: string;
} => {
  if (method === 255 || (login !== undefined && login !== 0))
    return { outcome: 'login', code: 'EACCES' };
  if (reply === 2) return { outcome: 'denied', code: 'EACCES' };
  const errno = reply === undefined ? undefined : unreached[reply];
  if (errno !== undefined) return { outcome: 'cannot-connect', code: errno };
  if (ended !== 'silence') return { outcome: 'unclear', code: '' };
  // A proxy that took the greeting lives, and waits for the server.
  return { outcome: method === undefined ? 'silent' : 'cannot-connect', code: 'silence' };
};

const unreached: Record<number, string> = {
  ...{ 1: 'EPROTO', 3: 'ENETUNREACH', 4: 'EHOSTUNREACH', 5: 'ECONNREFUSED', 6: 'EPROTO' },
};
