import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { availableParallelism } from 'node:os';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** TCP port on loopback. Whoever connects has a slot once a byte comes, until the connection ends. */
    slots: number;
  }
}

/** As many lanes as a run uses by default (`--jobs`). */
const slots = 3 * availableParallelism();

/** For all test files together: only so many lanes work at a time. First come, first served. */
export default async function setup(project: TestProject): Promise<() => void> {
  const all = new Set<Socket>();
  const grant = (): void => {
    const [...inOrder] = all;
    for (const socket of inOrder.slice(0, slots)) if (socket.bytesWritten === 0) socket.write('.');
  };
  const server = createServer((socket) => {
    all.add(socket);
    socket.on('error', () => socket.destroy()).resume();
    socket.once('close', () => {
      all.delete(socket);
      grant();
    });
    grant();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  project.provide('slots', (server.address() as AddressInfo).port);
  return () => {
    for (const socket of all) socket.destroy();
    server.close();
  };
}

/** Waits for a slot, which is given back when the work ends, or this process. */
export async function inSlot<T>(port: number, work: () => Promise<T>): Promise<T> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'data');
    return await work();
  } finally {
    socket.destroy();
  }
}
