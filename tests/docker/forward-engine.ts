import {
  connect as dial,
  createServer,
  type AddressInfo,
  type ListenOptions,
  type Socket,
} from 'node:net';
import type Docker from 'dockerode';

/** A socket in front of the engine's own, which can be cut without touching the engine. */
export async function forwardEngine(
  docker: Docker,
  listen: ListenOptions,
): Promise<{ dockerHost: string; cut(): void }> {
  const open = new Set<Socket>();
  const { socketPath } = docker.modem as unknown as { socketPath: string };
  const server = createServer((near) => {
    const far = dial(socketPath);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => open.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(listen, resolve));
  const address = server.address() as AddressInfo | string;
  return {
    dockerHost:
      typeof address === 'string' ? `unix://${address}` : `tcp://127.0.0.1:${address.port}`,
    cut: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
