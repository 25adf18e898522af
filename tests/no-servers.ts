import { Server } from 'node:net';

/** A handshake of TLS costs more than most tests, and what comes over a socket comes when it comes. */
Object.assign(Server.prototype, {
  listen: (): never => {
    throw new Error('a pure test opens no server; name its file *.loopback.test.ts');
  },
});
