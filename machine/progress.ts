import type Dockerode from 'dockerode';
import { isBadconnError } from '../harness/errors.ts';
import { buildFailed, diskFull } from './messages.ts';

interface ProgressLine {
  stream?: string;
  status?: string;
  error?: string;
}

// The engine passes on strerror(3), which a daemon prints in the C locale.
const noSpace = /no space left on device/i;

/** Converts what an engine, or a stream to it, threw into an error. */
export function imageError(what: string, error: unknown, tail: readonly string[] = []): Error {
  if (isBadconnError(error)) return error;
  const text = (error instanceof Error ? error.message : String(error))
    // docker-modem puts the status before the engine's own message.
    .replace(/^\(HTTP code \d+\) [^-]*- /, '')
    .trim();
  const full = (error as { code?: string } | null)?.code === 'ENOSPC' || noSpace.test(text);
  return full ? diskFull(what, error) : buildFailed(`${what}: ${text}`, tail, error);
}

/**
 * Reads the progress of a build, pull, import or load to its end.
 *
 * @returns the lines that a person would have seen.
 * @throws MachineError if the engine reports an error, with the last 20 lines before it.
 */
export async function followProgress(
  docker: Dockerode,
  stream: NodeJS.ReadableStream,
  what: string,
  onLine?: () => void,
): Promise<string[]> {
  const lines: string[] = [];
  let failure: string | undefined;
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(
      stream,
      (error) => (error === null ? resolve() : reject(imageError(what, error, lines.slice(-20)))),
      ({ stream: text, status, error }: ProgressLine) => {
        onLine?.();
        failure ??= error;
        const line = (text ?? status ?? '').trim();
        if (line !== '') lines.push(line);
      },
    );
  });
  if (failure !== undefined) throw imageError(what, failure, lines.slice(-20));
  return lines;
}
