import type { Socket } from 'node:net';
import type { Attempt, Evidence, Handshake, Target, Tries } from '../evidence.ts';
import { isTlsAlert } from '../observe/beginnings.ts';
import { lacksCertificate } from '../observe/lacks-certificate.ts';
import { askOn } from './ask-on.ts';
import { countLosses } from './losses.ts';
import { shakeHands } from './handshake.ts';

/**
 * Sends the request of the url on an established connection; then in the other protocol, if the server demands it.
 */
export const converse = async (
  evidence: Evidence,
  socket: Socket,
  address: string,
  deadlineMs: number,
): Promise<void> => {
  const { target, handshakes } = evidence;
  const asked = target.scheme.startsWith('ws') ? 'websocket' : 'http';
  const secured = isSecure(target);
  const speaking = secured ? await overTls(socket, evidence, address, deadlineMs) : socket;
  if (speaking === undefined) return;
  const losses = countLosses();
  const briefly =
    asked === 'http' && !secured ? askBriefly(evidence, address, deadlineMs) : undefined;
  const severally = trySeverally(evidence, address, deadlineMs);
  const first = await shakeHands(speaking, asked, target, target.port, deadlineMs);
  const tries = await severally(first);
  if (tries !== undefined) evidence.tries = tries;
  const brief = await briefly?.(first.answer === 'silence');
  if (first.answer === 'silence') noteLosses(first, losses());
  if (brief !== undefined) evidence.retries = [{ otherwise: 'head', handshake: brief }];
  if (secured && saysCertificate(first)) first.wantsCertificate = true;
  handshakes.push(first);
  if (first.status !== undefined && first.status >= 300 && first.status < 400) {
    const { ledToGateway } = await import('./led-to-gateway.ts');
    const led = await ledToGateway(first, target, address);
    if (led !== undefined) {
      evidence.ledToGateway = led;
      return;
    }
  }
  if (secured ? mayWantCertificate(first) : mayBeTls(first, target)) {
    const { askHello } = await import('./ask-hello.ts');
    evidence.hellos = await askHello(evidence, address, deadlineMs);
    const speaksTls = evidence.hellos.some(({ answer }) => answer === 'hello');
    if (secured ? lacksCertificate(first, evidence.hellos) : speaksTls) return;
  }
  if (isPage(first, asked) && !secured && lostTheAnswer(evidence)) {
    const { readContent } = await import('./read-content.ts');
    const content = await readContent(target, address, deadlineMs);
    if (content !== undefined) evidence.content = content;
  }
  if (isPage(first, asked) && !secured && lostOnReuse(evidence)) {
    const { watchIdle } = await import('./watch-idle.ts');
    const kept = await watchIdle(target, address, idleOf(evidence), deadlineMs);
    if (kept !== undefined) evidence.kept = kept;
  }
  if (first.accepted === true && wasEndedIdle(evidence)) {
    const { watchWebSocket } = await import('./watch-web-socket.ts');
    const kept = await watchWebSocket(evidence, address, idleOf(evidence), deadlineMs);
    if (kept !== undefined) evidence.kept = kept;
  }
  if (first.accepted === true || first.answer === 'silence' || isPage(first, asked)) return;
  if (asked === 'http' && !secured && asksForWebSocket(first)) {
    const second = await askOn(address, target.port, 'websocket', evidence, deadlineMs);
    if (second !== undefined) handshakes.push(second);
    if (second?.accepted === true) return;
  }
  const { askAgain } = await import('./ask-again.ts');
  await askAgain(evidence, address, first, deadlineMs);
};

const noteLosses = (
  handshake: Handshake,
  losses: ReturnType<ReturnType<typeof countLosses>>,
): void => {
  if (losses !== undefined) handshake.losses = losses;
};

/** Time in ms in which most slow services answer; then other connections are tried. */
const slowMs = 800;

/**
 * If no answer comes, or none came to the plain client, tests whether other connections get one, while the answer
 * is still pending or after it.
 */
const trySeverally = (
  evidence: Evidence,
  address: string,
  deadlineMs: number,
): ((first: Handshake) => Promise<Tries | undefined>) => {
  const trying = async (waitMs: number): Promise<Tries | undefined> => {
    const { trySeveral } = await import('./try-several.ts');
    return trySeveral(evidence, address, waitMs);
  };
  let tried: Promise<Tries | undefined> | undefined;
  const timer =
    deadlineMs > slowMs
      ? setTimeout(() => {
          tried = trying(deadlineMs - slowMs);
        }, slowMs)
      : undefined;
  return async ({ answer }) => {
    clearTimeout(timer);
    if (answer === 'silence') return tried;
    return answer === 'http' && wasSilentOnceItStood(evidence) ? trying(slowMs) : undefined;
  };
};

/** Whether the plain client's request on an established connection got no answer. */
const wasSilentOnceItStood = ({ symptom: { code, stage } }: Evidence): boolean =>
  (code === 'silence' || code === 'ETIMEDOUT') &&
  ['tls', 'upgrade', 'exchange'].includes(stage ?? '');

/** Time in ms for an answer before a smaller one is requested. */
const promptMs = 300;

/** Requests only the header (HEAD), which fits into one small packet, while the page is still pending. */
const askBriefly = (
  { target }: Evidence,
  address: string,
  deadlineMs: number,
): ((isWanted: boolean) => Promise<Handshake | undefined>) => {
  let asked: Promise<Handshake | undefined> | undefined;
  const timer = setTimeout(() => {
    asked = askHead(target, address, deadlineMs - promptMs);
  }, promptMs);
  return async (isWanted) => {
    clearTimeout(timer);
    return isWanted ? asked : undefined;
  };
};

const askHead = async (
  target: Target,
  address: string,
  deadlineMs: number,
): Promise<Handshake | undefined> => {
  const { startAttempt } = await import('./attempt.ts');
  const { socket } = await startAttempt(address, target.port, deadlineMs).ended;
  return socket && shakeHands(socket, 'http', target, target.port, deadlineMs, { method: 'HEAD' });
};

/** Whether the plain client got only a part of the answer. */
const lostTheAnswer = ({ symptom: { code, stage = 'exchange' } }: Evidence): boolean =>
  stage === 'exchange' && code !== 'connected';

/** Whether the plain client reused a connection, which ended before an answer. */
const lostOnReuse = ({ symptom: { askedMs, code, stage } }: Evidence): boolean =>
  stage === 'stay' && askedMs !== undefined && ['ECONNRESET', 'EPIPE'].includes(code);

/** Whether an idle WebSocket of the plain client was closed, and the time of its last answer is known. */
const wasEndedIdle = ({ symptom: { answeredMs, askedMs, code, stage } }: Evidence): boolean =>
  stage === 'stay' &&
  answeredMs !== undefined &&
  askedMs === undefined &&
  (code.startsWith('close ') || ['ECONNRESET', 'EPIPE'].includes(code));

/** Time in ms to watch an idle connection: the plain client's idle time and a margin, limited. */
const idleOf = ({ symptom: { afterMs, answeredMs = 0, askedMs = afterMs } }: Evidence): number =>
  Math.min(Math.max(0, askedMs - answeredMs) + watchedLongerMs, longestWatchMs);

const watchedLongerMs = 200;

const longestWatchMs = 6000;

/** Whether the requested page came. */
const isPage = ({ status = 0 }: Handshake, asked: string): boolean =>
  asked === 'http' && status >= 200 && status < 300;

/** For a connection that was reset before a request could be sent. */
export const resetAtOnce = async (
  evidence: Evidence,
  { address, afterMs, code }: Attempt,
  deadlineMs: number,
): Promise<void> => {
  const { target, handshakes } = evidence;
  const { port, scheme } = target;
  const plain = scheme === 'tcp' ? 'nothing' : scheme === 'ws' ? 'websocket' : 'http';
  const asked = isSecure(target) ? 'tls' : plain;
  const first: Handshake = { asked, port, answer: 'failed', afterMs, code };
  handshakes.push(first);
  if (asked === 'tls') {
    const { lookAtTls } = await import('./look-at-tls.ts');
    await lookAtTls(evidence, address, false, deadlineMs);
  } else if (asked !== 'nothing') {
    const { askAgain } = await import('./ask-again.ts');
    await askAgain(evidence, address, first, deadlineMs);
  }
};

const isSecure = ({ scheme }: Target): boolean => scheme === 'wss' || scheme === 'https';

/** Undefined if TLS fails; the reason is then in the evidence. Loaded only for a url with TLS. */
const overTls = async (
  socket: Socket,
  evidence: Evidence,
  address: string,
  deadlineMs: number,
): Promise<Socket | undefined> => {
  const { secure } = await import('./secure.ts');
  const losses = countLosses();
  const { stream, failed, certificate } = await secure(socket, evidence, deadlineMs);
  if (certificate !== undefined) evidence.certificate = certificate;
  if (failed === undefined) return stream;
  if (failed.answer === 'silence') noteLosses(failed, losses());
  evidence.handshakes.push(failed);
  if (certificate !== undefined) return undefined;
  const { lookAtTls } = await import('./look-at-tls.ts');
  await lookAtTls(evidence, address, failed.answer === 'silence', deadlineMs);
  return undefined;
};

/**
 * Whether a TLS port may have answered a plaintext request: such servers close, reset, send an alert (RFC 8446, 6),
 * send 400 in plaintext HTTP, or redirect to https on the same port.
 */
const mayBeTls = (
  { answer, firstBytes = '', headers = {}, status = 0 }: Handshake,
  { port }: Target,
): boolean => {
  if (answer === 'closed' || answer === 'failed') return true;
  if (answer === 'other-bytes') return isTlsAlert(firstBytes);
  const to = URL.parse(headers['location'] ?? '');
  const isHere = to !== null && /^(https|wss):$/.test(to.protocol) && Number(to.port) === port;
  return status === 400 || (status >= 300 && status < 400 && isHere);
};

/** Whether the server closed after the TLS handshake, or says in HTTP that a client certificate is missing. */
const mayWantCertificate = (first: Handshake): boolean =>
  first.answer === 'closed' || first.answer === 'failed' || first.wantsCertificate === true;

/** As nginx and others say: No required SSL certificate was sent. */
const saysCertificate = ({ firstBytes = '', reason = '', status = 0 }: Handshake): boolean =>
  [400, 401, 403].includes(status) &&
  /\b(ssl|tls|client)\b[\w -]{0,20}\bcertificate/i.test(`${reason}\n${firstBytes}`);

/**
 * Whether the server may demand WebSocket: 426 (RFC 9110, 15.5.22), or 400 with the WebSocket version (RFC 6455,
 * 4.4) or, as many servers do, without any hint.
 */
const asksForWebSocket = ({ status }: Handshake): boolean => status === 426 || status === 400;
