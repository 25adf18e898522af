import type { Evidence, Handshake } from '../evidence.ts';
import { startAttempt } from './attempt.ts';
import { askOn } from './ask-on.ts';
import { shakeHands } from './handshake.ts';
import { patience } from './patience.ts';

const webPorts = { plain: 80, secure: 443 };
const longestMs = 500;

/**
 * Requests the name of the url on the default web ports of the address: headers reveal a CDN (RFC 9110, 7.6.3),
 * which may carry the service there.
 */
export const askTheWeb = async (evidence: Evidence, address: string): Promise<Handshake[]> => {
  const { port } = evidence.target;
  const answers = await Promise.all([
    port === webPorts.plain ? undefined : askPlain(evidence, address),
    port === webPorts.secure ? undefined : askSecure(evidence, address),
  ]);
  return answers.filter((answer) => answer !== undefined);
};

const questionOf = ({ target }: Evidence): 'websocket' | 'http' =>
  target.scheme.startsWith('ws') ? 'websocket' : 'http';

const askPlain = (evidence: Evidence, address: string): Promise<Handshake | undefined> =>
  askOn(address, webPorts.plain, questionOf(evidence), evidence, longestMs);

const askSecure = async (evidence: Evidence, address: string): Promise<Handshake | undefined> => {
  const { target } = evidence;
  const { socket } = await startAttempt(address, webPorts.secure, longestMs).ended;
  if (socket === undefined) return undefined;
  const [{ connect }, { isIP }] = await Promise.all([import('node:tls'), import('node:net')]);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  // The certificate does not matter, only which machine answers.
  const name = isIP(target.host) === 0 ? { servername: target.host } : {};
  const stream = connect({ socket, rejectUnauthorized: false, ...name });
  const waiting = patience(longestMs, () => resolve(false));
  stream.once('secureConnect', () => resolve(true));
  stream.on('error', () => resolve(false));
  const secured = await promise;
  waiting.end();
  if (secured) return shakeHands(stream, questionOf(evidence), target, webPorts.secure, longestMs);
  stream.destroy();
  return undefined;
};
