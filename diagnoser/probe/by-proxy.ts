import type { Socket } from 'node:net';
import type { Evidence, Handshake, ProxyWay, Target } from '../evidence.ts';
import { startAttempt } from './attempt.ts';
import { openTunnel, shakeHands } from './handshake.ts';
import { credentialsOf, loginOf } from './proxy-settings.ts';

/** Connects to the proxy, through it to the server, and sends the request there. */
export const goByProxy = async (
  { target }: Evidence,
  way: ProxyWay,
  deadlineMs: number,
): Promise<ProxyWay> => {
  const { attempt, socket } = await startAttempt(way.host, way.port, deadlineMs).ended;
  if (socket === undefined) return { ...way, attempt };
  if (/^socks5h?:/.test(way.url)) return goBySocks(socket, target, { ...way, attempt }, deadlineMs);
  // Of another kind it is only known whether it listens.
  if (!way.url.startsWith('http:')) {
    socket.resetAndDestroy();
    return { ...way, attempt };
  }
  const headers = loginOf(way, process.env);
  if (target.scheme === 'http') {
    const whole: Target = { ...target, path: target.url };
    const asked = shakeHands(socket, 'http', whole, target.port, deadlineMs, { headers });
    const said = await unlessSilent(way, asked, deadlineMs);
    return { ...way, attempt, ...said, ...(await otherKind(way, said.handshake, deadlineMs)) };
  }
  const tunnel = openTunnel(socket, target, deadlineMs, headers);
  const { handshake, own } = await unlessSilent(way, tunnel, deadlineMs);
  if (handshake.status !== 200 || target.scheme === 'tcp') {
    socket.destroy();
    const kind = await otherKind(way, handshake, deadlineMs);
    return { ...way, attempt, handshake, ...(own === undefined ? {} : { own }), ...kind };
  }
  return { ...way, attempt, handshake, ...(await throughTunnel(socket, target, deadlineMs)) };
};

const goBySocks = async (
  socket: Socket,
  target: Target,
  way: ProxyWay,
  deadlineMs: number,
): Promise<ProxyWay> => {
  const { askSocks } = await import('./by-socks.ts');
  const socks = await askSocks(socket, target, credentialsOf(way, process.env), deadlineMs);
  if (socks.reply !== 0) return { ...way, socks };
  if (target.scheme === 'http') {
    const through = await shakeHands(socket, 'http', target, target.port, deadlineMs);
    return { ...way, socks, through };
  }
  return { ...way, socks, ...(await throughTunnel(socket, target, deadlineMs)) };
};

/** A SOCKS server that receives another first byte than its version closes, or answers in bytes. */
const otherKind = async (
  { host, port }: ProxyWay,
  { answer }: Handshake,
  deadlineMs: number,
): Promise<Pick<ProxyWay, 'speaksSocks'>> => {
  if (!['closed', 'failed', 'other-bytes'].includes(answer)) return {};
  const { attempt, socket } = await startAttempt(host, port, deadlineMs).ended;
  if (socket === undefined) return {};
  const { hearOut, quietMs } = await import('./hear-out.ts');
  const waitMs = Math.min(deadlineMs, quietMs + 2 * attempt.afterMs);
  const { firstBytes = '' } = await hearOut(socket, port, waitMs, socksGreeting);
  return socksMethods.includes(firstBytes) ? { speaksSocks: true } : {};
};

/** SOCKS 5 greeting with two methods: no authentication, and user name and password (RFC 1928, 3). */
const socksGreeting = Buffer.from([5, 2, 0, 2]);
const socksMethods: readonly string[] = ['\x05\0', '\x05\x02', '\x05\xff'];

/** Sends the request of the url through an open tunnel. Loads TLS only if the url has it. */
const throughTunnel = async (
  socket: Socket,
  target: Target,
  deadlineMs: number,
): Promise<Pick<ProxyWay, 'through' | 'certificate'>> => {
  const asked = target.scheme.startsWith('ws') ? 'websocket' : 'http';
  if (target.scheme === 'ws')
    return { through: await shakeHands(socket, asked, target, target.port, deadlineMs) };
  const { secure } = await import('./secure.ts');
  const { stream, failed, certificate } = await secure(socket, { target }, deadlineMs);
  const through =
    stream === undefined
      ? failed
      : await shakeHands(stream, asked, target, target.port, deadlineMs);
  return {
    ...(through === undefined ? {} : { through }),
    ...(certificate === undefined ? {} : { certificate }),
  };
};

/** Time in ms in which a working proxy answers a request that needs no server. */
const answersMs = 300;

/** Answer of the proxy; if it is slow, the proxy is meanwhile asked for a page of its own. */
const unlessSilent = async (
  way: ProxyWay,
  asked: Promise<Handshake>,
  deadlineMs: number,
): Promise<{ handshake: Handshake; own?: Handshake }> => {
  const slow = new Promise<'slow'>(
    (resolve) => void setTimeout(resolve, answersMs, 'slow').unref(),
  );
  if ((await Promise.race([asked, slow])) !== 'slow') return { handshake: await asked };
  const own = askItself(way, Math.max(answersMs, deadlineMs - answersMs));
  const handshake = await asked;
  if (handshake.answer !== 'silence') return { handshake };
  const said = await own;
  return { handshake, ...(said === undefined ? {} : { own: said }) };
};

const askItself = async (
  { host, port, url }: ProxyWay,
  deadlineMs: number,
): Promise<Handshake | undefined> => {
  const { socket } = await startAttempt(host, port, deadlineMs).ended;
  if (socket === undefined) return undefined;
  const itself: Target = { url, scheme: 'http', host, port, path: '/' };
  return shakeHands(socket, 'http', itself, port, deadlineMs);
};
