import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import Docker from 'dockerode';
import { expect, test } from 'vitest';
import { DockerLane } from './docker-lane.ts';
import { ownerOf } from '../labels.ts';

test('a lane that is given up while it is attached keeps no connection, even if the engine answers late', async () => {
  const interrupt = new AbortController();
  const engine = createServer((request, response) => {
    response.writeHead(request.method === 'POST' ? 201 : 204, {
      'Content-Type': 'application/json',
    });
    response.end(request.method === 'POST' ? '{"Id":"x"}' : undefined);
  });
  const attached = new Promise<Duplex>((resolve) => {
    engine.on('upgrade', (_, socket) => {
      socket
        .on('error', () => undefined)
        .on('end', () => socket.destroy())
        .resume();
      interrupt.abort(new Error('interrupted'));
      setTimeout(() => {
        socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
        resolve(socket);
      }, 100);
    });
  });
  engine.listen(0, '127.0.0.1');
  await once(engine, 'listening');
  const { port } = engine.address() as AddressInfo;
  const docker = new Docker({ protocol: 'http', host: '127.0.0.1', port });
  const opening = DockerLane.open({ docker, image: 'x', isPodman: false } as never, ownerOf('x'), {
    keep: false,
    signal: interrupt.signal,
  });
  await expect(opening).rejects.toThrow('interrupted');
  const socket = await attached;
  if (!socket.destroyed) await once(socket, 'close');
  engine.close();
});
