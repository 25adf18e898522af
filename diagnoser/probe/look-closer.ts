import { wasLockedOut } from '../locked-out.ts';
import type { Evidence } from '../evidence.ts';
import { isAnswer } from './answer.ts';
import { startAttempt } from './attempt.ts';
import { repeatedMs } from './connect.ts';
import { findTheMeant, lookIntoName, nameTheMeant } from './look-into-name.ts';

/** After no connection was established: finds out who refused, or why no answer came. */
export const lookCloser = async (evidence: Evidence, deadlineMs: number): Promise<void> => {
  const { attempts } = evidence;
  if (attempts.some(({ code }) => code === 'ECONNREFUSED')) {
    const { lookAtRefusal } = await import('./refusal.ts');
    await lookAtRefusal(evidence, deadlineMs);
  }
  await askOnceMore(evidence, deadlineMs);
  const full = attempts.find(({ code }) => code === 'EADDRNOTAVAIL');
  if (full !== undefined) {
    const { readLocalPorts } = await import('./local-ports.ts');
    evidence.ports = readLocalPorts(full.address, full.port);
  }
  const ownRefusal = attempts.find(({ address, local }) => local && address.includes(':'));
  if (ownRefusal !== undefined && evidence.ports === undefined) {
    const { isIpv6Off, readLocalPorts } = await import('./local-ports.ts');
    if (isIpv6Off()) evidence.ports = readLocalPorts(ownRefusal.address, ownRefusal.port);
  }
  const quiet = attempts.find(({ code, local }) => isSilent(code) && !local);
  if (quiet !== undefined) {
    const { readNeighbours } = await import('./neighbour.ts');
    // A machine that answered any probe is known to be alive.
    const open = evidence.signs.every(({ code }) => !isAnswer(code));
    // TCP does not retransmit a segment that is still queued on this machine (snmp_counter,
    // TcpExtTCPSpuriousRtxHostQueues).
    const waits = (quiet.counters?.['TcpExt.TCPSpuriousRtxHostQueues'] ?? 0) > 0;
    evidence.neighbours = await readNeighbours(quiet.address, open, waits);
  }
  const unreached = quiet ?? attempts.find(({ code }) => code === 'ENETUNREACH');
  if (unreached?.code === 'ENETUNREACH' && !unreached.local && evidence.signs.length === 0) {
    // A router without a route drops everything; a firewall sends the same error for one port.
    const { watchForLife } = await import('./life.ts');
    const watch = watchForLife(unreached.address, evidence.target.port);
    await watch.heard;
    watch.stop();
    evidence.signs = watch.signs;
  }
  if (unreached !== undefined) {
    const { routeTo } = await import('./route.ts');
    const route = routeTo(unreached.address);
    const { readIdle } = await import('./interfaces.ts');
    const idle = readIdle();
    if (route !== undefined) evidence.route = { ...route, ...(idle && { idle }) };
  }
  await findTheMeant(evidence);
  await lookIntoName(evidence);
  await nameTheMeant(evidence);
};

/**
 * A firewall rejects each packet at once, a router only after its neighbour search failed. If the plain client had
 * another symptom, a single error may end a search that an earlier packet started.
 */
const askOnceMore = async ({ attempts, symptom, target }: Evidence, ms: number): Promise<void> => {
  const [told] = attempts.filter(({ code, local }) => code === 'EHOSTUNREACH' && !local);
  if (told === undefined || symptom.code === 'EHOSTUNREACH' || wasLockedOut(told.counters)) return;
  const again = startAttempt(told.address, target.port, Math.max(ms, repeatedMs));
  const { attempt, socket } = await again.ended;
  socket?.resetAndDestroy();
  attempts.push(attempt);
};

const isSilent = (code: string): boolean =>
  code === 'silence' || code === 'ETIMEDOUT' || code === 'EHOSTUNREACH';
