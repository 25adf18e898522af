import type { Socket } from 'node:net';

/**
 * Gives a connection up by a reset, so that no local port stays behind in TIME_WAIT. Once the server
 * has closed, TIME_WAIT is the server's; a socket that is answering its FIN cannot be reset
 * (uv_tcp_close_reset, EINVAL), and Node would keep it open for ever. Node resets no TLS stream.
 */
export const drop = (socket: Socket): void => {
  if (socket.writableEnded || 'encrypted' in socket) socket.destroy();
  else socket.resetAndDestroy();
};
