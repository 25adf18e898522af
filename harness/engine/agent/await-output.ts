import type { ChildProcess } from 'node:child_process';

/** Resolves to what `found` makes of the text so far, or rejects with why it never will. */
export function awaitOutput<T>(
  child: ChildProcess,
  streams: (NodeJS.ReadableStream | null)[],
  found: (text: string) => T | undefined,
  deadlineMs: number,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const look = (chunk: Buffer): void => {
      seen += chunk.toString();
      const result = found(seen);
      if (result !== undefined) finish(() => resolve(result));
    };
    const ended = (code: number | null, signal: string | null): void =>
      finish(() => reject(new Error(`it ended with ${signal ?? code}`)));
    const failed = (error: Error): void => finish(() => reject(error));
    const timer = setTimeout(
      () => finish(() => reject(new Error(`nothing of it within ${deadlineMs} ms`))),
      deadlineMs,
    );
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      for (const stream of streams) stream?.removeListener('data', look);
      child.removeListener('close', ended);
      child.removeListener('error', failed);
      settle();
    };
    for (const stream of streams) stream?.on('data', look);
    child.once('close', ended);
    child.once('error', failed);
  });
}
