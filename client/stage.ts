import { isIP, type Socket } from 'node:net';
import type { Stage } from '../vocabulary/index.ts';

/** The stage that an attempt has reached. */
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

/** The stage after the connection is established. */
const stageBehind: Record<string, Stage> = { 'https:': 'tls', 'wss:': 'tls', 'tcp:': 'exchange' };

/**
 * Advances the stage with a connection that is being opened. The stage `proxy` lasts until the
 * connection is established.
 */
export function follow(socket: Socket, way: AttemptProgress, url: URL): Socket {
  // If connect(2) itself fails, the socket is destroyed before any other event.
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
      // A reset of the SYN is ECONNREFUSED; this is an established connection whose event was not read yet (tcp_reset()).
      .prependListener('error', ({ code }: NodeJS.ErrnoException) => {
        if (code === 'ECONNRESET' && way.stage === 'connect') stand();
      })
      .on('secureConnect', () => void (way.stage = 'upgrade'))
  );
}
