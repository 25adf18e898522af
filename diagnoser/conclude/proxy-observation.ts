import type { Handshake } from '../evidence.ts';
import { namesEndpoint } from '../report/addresses.ts';
import type { Proxied } from './proxied.ts';

/** What was met on the way by the proxy, and whether the plain client went that way. */
export const proxySentence = (proxied: Proxied, error: string): string => {
  const { attempt, excepted, handshake, host, port, through, url, used, variable } = proxied;
  const set =
    variable === undefined
      ? `The error of the plain client names ${host}:${port}, and no variable of the environment does`
      : `${variable} of the environment names the proxy ${url}`;
  if (excepted) return `${set}, and NO_PROXY excepts the server.`;
  if (attempt === undefined) return `${set}.`;
  const steps = [`tried TCP to it: ${attempt.code} after ${attempt.afterMs} ms`];
  if (handshake !== undefined) {
    const asked = handshake.asked === 'tunnel' ? 'asked for a tunnel' : 'asked for the url';
    steps.push(`${asked}, it ${answerOf(handshake)}`);
  }
  if (through !== undefined) steps.push(`through the tunnel, the server ${answerOf(through)}`);
  const went = namesEndpoint(error, host, port)
    ? 'The error of the plain client names that address.'
    : used === undefined
      ? 'Whether the plain client went that way cannot be told.'
      : `The plain client ${used ? 'ended as one does that goes that way' : 'did not go that way'}.`;
  return `${set}; ${steps.join('; ')}. ${went}`;
};

export const answerOf = ({
  accepted,
  afterMs,
  answer,
  code,
  firstBytes,
  reason,
  status,
}: Handshake) => {
  if (answer === 'other-bytes') return `sent ${JSON.stringify(firstBytes?.slice(0, 40) ?? '')}`;
  if (answer === 'silence') return `said nothing for ${afterMs} ms`;
  if (answer === 'closed') return `closed the connection after ${afterMs} ms`;
  if (answer === 'failed') return `broke off after ${afterMs} ms (${code ?? 'no code'})`;
  const key = accepted === false ? ', with a wrong Sec-WebSocket-Accept' : '';
  return `answered HTTP ${status ?? '?'}${reason ? ` ${reason}` : ''}${key} after ${afterMs} ms`;
};
