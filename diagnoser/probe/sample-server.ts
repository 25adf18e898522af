import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Target } from '../evidence.ts';

/** Result of a probe of a server on loopback that answers the first bytes of each connection like this. */
export async function onServer<T>(
  answers: (socket: Socket) => void,
  probe: (target: Target, address: string) => Promise<T>,
): Promise<T> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => answers(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const target = { url: '', scheme: 'http', host: '127.0.0.1', port, path: '/' } as const;
  try {
    return await probe(target, '127.0.0.1');
  } finally {
    server.close();
  }
}
