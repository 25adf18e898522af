import type { Socket } from 'node:net';

/**
 * Resets a connection, so that no local port stays in TIME_WAIT. If the server has closed first, TIME_WAIT is on
 * its side; a socket that is answering a FIN cannot be reset (uv_tcp_close_reset, EINVAL), and Node would keep it
 * open forever. Node cannot reset a TLS stream.
 */
export const drop = (socket: Socket): void => {
  if (socket.writableEnded || 'encrypted' in socket) socket.destroy();
  else socket.resetAndDestroy();
};
