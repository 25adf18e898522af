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
  if (target.scheme !== 'ws') {
    socket.destroy();
    return { ...way, attempt, handshake };
  }
  const through = await shakeHands(socket, 'websocket', target, target.port, deadlineMs);
  return { ...way, attempt, handshake, through };
};
