import type { Evidence, Tries } from '../evidence.ts';
import { shakeHands } from './handshake.ts';
import { openAsUrl } from './open-as-url.ts';

/** Number of connections: they miss a given one of two processes that share a port in 1 of 256 cases. */
const connections = 8;

/**
 * Sends the request of the url on several connections in parallel, which processes or servers that share the port
 * divide among them. Undefined if none was answered.
 */
export const trySeveral = async (
  evidence: Evidence,
  address: string,
  waitMs: number,
): Promise<Tries | undefined> => {
  const { target } = evidence;
  const asked = target.scheme.startsWith('ws') ? 'websocket' : 'http';
  const one = async () => {
    const { socket } = await openAsUrl(evidence, address, waitMs);
    return socket && shakeHands(socket, asked, target, target.port, waitMs);
  };
  const heard = (await Promise.all(Array.from({ length: connections }, one))).filter(
    (handshake) => handshake !== undefined,
  );
  const answered = heard.filter(({ answer }) => answer === 'http' || answer === 'other-bytes');
  if (answered.length === 0) return undefined;
  return {
    answered: answered.length,
    silent: heard.filter(({ answer }) => answer === 'silence').length,
    afterMs: Math.max(...answered.map(({ afterMs }) => afterMs)),
  };
};
