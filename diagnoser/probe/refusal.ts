import { networkInterfaces } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Attempt, Evidence, Handshake } from '../evidence.ts';
import { addressesMeant } from '../meant.ts';
import { wasLockedOut } from '../locked-out.ts';
import { startAttempt } from './attempt.ts';

/**
 * Time between probes in ms: Linux sends about one ICMP error per second to a client, so closer ones look like
 * silence.
 */
const spacingMs = 1100;

/** After ECONNREFUSED: finds out who refused, and whether the service is on another port. */
export const lookAtRefusal = async (evidence: Evidence, deadlineMs: number): Promise<void> => {
  const { attempts, server, target } = evidence;
  const refused = attempts.find(({ code }) => code === 'ECONNREFUSED');
  if (refused === undefined) return;
  const tryAgain = async (): Promise<void> => {
    const again = startAttempt(refused.address, target.port, deadlineMs);
    const { attempt, socket } = await again.ended;
    socket?.resetAndDestroy();
    attempts.push(attempt);
  };
  if (!wasLockedOut(refused.counters) && isUnclear(refused)) {
    await wait(spacingMs);
    await tryAgain();
  }
  // The last attempt has the counters to itself; beside the first, signs of life were probed.
  const { counters } = attempts.at(-1) ?? refused;
  if (!wasLockedOut(counters) && (counters?.['Tcp.OutRsts'] ?? 0) > 0) {
    evidence.ownAddress = isOwn(refused.address);
    // Another program of this machine may have sent the reset, or received the packets.
    for (let turn = 0; turn < mostTurns && !evidence.ownAddress && isOpen(attempts); turn += 1) {
      await tryAgain();
    }
  }
  if (server === undefined) return;
  const { listeningOn, otherPorts, ownAddressFor } = await import('../report/listening.ts');
  const latest = server.after ?? server.before;
  // Another machine may have refused; the service is searched on the server itself.
  const own = ownAddressFor(latest, refused.address, addressesMeant(evidence));
  if (listeningOn(latest, own, target.port)?.where !== 'nowhere') return;
  const asked = otherPorts(latest, own, target.port);
  // Plain TCP does not identify a service: only the absence of other ports tells.
  if (target.scheme === 'tcp' && asked.length > 0) return;
  evidence.services = { asked, handshakes: await askAll(evidence, own, asked) };
};

const mostTurns = 4;

/** Whether it is open if this machine refused: it sent a reset each time, but packets came in each time too. */
const isOpen = (attempts: readonly Attempt[]): boolean =>
  attempts.every(({ counters }) => (counters?.['Tcp.OutRsts'] ?? 0) > 0) &&
  (attempts.some(({ arrived }) => arrived === undefined)
    ? attempts.length < 2
    : attempts.every(({ arrived = 0 }) => arrived > 0));

const isOwn = (address: string): boolean =>
  /^(127\.|::1$)/.test(address) ||
  Object.values(networkInterfaces()).some((all) => all?.some((card) => card.address === address));

/**
 * Whether the counters show both kinds of refusal, or neither. A counter of zero excludes its kind, whatever other
 * traffic there is.
 */
const isUnclear = ({ counters }: Attempt): boolean => {
  if (counters === undefined) return false;
  const icmp = (counters['Icmp.InDestUnreachs'] ?? 0) + (counters['Icmp6InDestUnreachs'] ?? 0) > 0;
  return icmp === (counters['Tcp.InSegs'] ?? 0) > 0;
};

const longestMs = 500;

const askAll = async (
  evidence: Evidence,
  address: string,
  ports: readonly number[],
): Promise<Handshake[]> => {
  if (ports.length === 0) return [];
  const { askOn } = await import('./ask-on.ts');
  const asked = evidence.target.scheme.startsWith('ws') ? 'websocket' : 'http';
  const answers = await Promise.all(
    ports.map((port) => askOn(address, port, asked, evidence, longestMs)),
  );
  return answers.filter((answer) => answer !== undefined);
};
