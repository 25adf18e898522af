import { createServer, connect, type Server, type Socket } from 'node:net';

/**
 * Mutual exclusion across all processes of one user on this machine. The lock is an abstract socket (unix(7)): it has
 * no file, and the kernel releases it when its holder dies, however it dies. It does nothing on other systems than
 * Linux: nothing is installed there, and concurrent builds of one image only cost time.
 *
 * @param waiting called once if another process holds the lock.
 */
export async function locked<T>(
  name: string,
  work: () => Promise<T>,
  { waiting, signal }: { waiting?: () => void; signal?: AbortSignal | undefined } = {},
): Promise<T> {
  if (process.platform !== 'linux') return work();
  const address = `\0${name}-${process.getuid?.() ?? 0}`;
  let told = false;
  for (;;) {
    signal?.throwIfAborted();
    const lock = await take(address);
    if (lock !== undefined) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (!told) waiting?.();
    told = true;
    await freed(address, signal);
  }
}

async function take(address: string): Promise<{ release: () => void } | undefined> {
  const waiters = new Set<Socket>();
  const server: Server = createServer((socket) => {
    waiters.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => waiters.delete(socket));
    socket.unref().resume();
  });
  const held = await new Promise<boolean>((resolve, reject) => {
    server.once('listening', () => resolve(true));
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(address);
  });
  if (!held) return undefined;
  server.unref();
  return {
    release: () => {
      server.close();
      for (const socket of waiters) socket.destroy();
    },
  };
}

/** Resolves when the holder has released the lock, or has died. */
const freed = (address: string, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(address);
    const stop = (): void => void socket.destroy();
    signal?.addEventListener('abort', stop, { once: true });
    socket.on('error', () => socket.destroy()).resume();
    socket.once('close', () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
  });
