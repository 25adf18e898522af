import { isIP, type Socket } from 'node:net';
import type { Stage } from '../vocabulary/index.ts';

/** How far an attempt has come. */
export interface AttemptProgress {
  stage: Stage;
  /** To be called when the name is looked up. */
  named?: () => void;
  /** The connection on which it goes, once there is one. */
  socket?: Socket;
}

export const isSecure = ({ protocol }: URL): boolean =>
  protocol === 'https:' || protocol === 'wss:';

export const begin = ({ hostname }: URL): AttemptProgress => ({
  stage: isIP(hostname.replace(/^\[(.*)\]$/, '$1')) === 0 ? 'name' : 'local',
});

/** What comes once the connection stands. */
const stageBehind: Record<string, Stage> = { 'https:': 'tls', 'wss:': 'tls', 'tcp:': 'exchange' };

/**
 * Moves on with a connection that is being made. In a stage of its own (`proxy`) it stays until the
 * connection stands.
 */
export function follow(socket: Socket, way: AttemptProgress, url: URL): Socket {
  // What connect(2) refuses by itself destroys the socket before anything else can happen.
  const passLocal = (): void => {
    process.nextTick(() => {
      if (way.stage === 'local' && !socket.destroyed) way.stage = 'connect';
    });
  };
  const stand = (): void => void (way.stage = stageBehind[url.protocol] ?? 'upgrade');
  passLocal();
  way.socket = socket;
  return (
    socket
      .on('lookup', (error: Error | null) => {
        if (error || way.stage !== 'name') return;
        way.stage = 'local';
        way.named?.();
        passLocal();
      })
      .on('connect', stand)
      // A SYN is reset as ECONNREFUSED; this is a connection that stood when nobody had looked yet (tcp_reset()).
      .prependListener('error', ({ code }: NodeJS.ErrnoException) => {
        if (code === 'ECONNRESET' && way.stage === 'connect') stand();
      })
      .on('secureConnect', () => void (way.stage = 'upgrade'))
  );
}
