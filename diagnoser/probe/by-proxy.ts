import type { Socket } from 'node:net';
import type { Evidence, ProxyWay, Target } from '../evidence.ts';
import { startAttempt } from './attempt.ts';
import { openTunnel, shakeHands } from './handshake.ts';

/** Goes the way of the proxy as far as it leads: to the proxy, through it, and what is said there. */
export const goByProxy = async (
  { target }: Evidence,
  way: ProxyWay,
  deadlineMs: number,
): Promise<ProxyWay> => {
  const { attempt, socket } = await startAttempt(way.host, way.port, deadlineMs).ended;
  if (socket === undefined) return { ...way, attempt };
  // A SOCKS proxy is asked no further: that it listens is what is looked for.
  if (!way.url.startsWith('http:')) {
    socket.resetAndDestroy();
    return { ...way, attempt };
  }
  if (target.scheme === 'http') {
    const whole: Target = { ...target, path: target.url };
    return {
      ...way,
      attempt,
      handshake: await shakeHands(socket, 'http', whole, target.port, deadlineMs),
    };
  }
  const handshake = await openTunnel(socket, target, deadlineMs);
  if (handshake.status !== 200) {
    socket.destroy();
    return { ...way, attempt, handshake };
  }
  if (target.scheme === 'tcp') {
    socket.destroy();
    return { ...way, attempt, handshake };
  }
  return { ...way, attempt, handshake, ...(await throughTunnel(socket, target, deadlineMs)) };
};

/** What is said in a tunnel that stands. Only a url with TLS has to load it. */
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
