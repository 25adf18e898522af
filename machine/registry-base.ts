import type Dockerode from 'dockerode';
import { hasImage } from './has-image.ts';
import { followProgress, imageError } from './progress.ts';

export const officialBase = 'node:24-bookworm-slim';
/** Longest silence of a registry, in ms. */
const patienceMs = 30_000;

/** @throws MachineError if the registry refuses, is unreachable, or is silent for 30 s. */
export async function pull(docker: Dockerode, name: string, signal?: AbortSignal): Promise<void> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), patienceMs);
  const abortSignal = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
  const what = `${name} could not be pulled`;
  try {
    const stream: NodeJS.ReadableStream = await docker.pull(name, { abortSignal });
    await followProgress(docker, stream, what, () => timer.refresh());
    if (!(await hasImage(docker, name))) throw new Error('the pull broke off');
  } catch (error) {
    signal?.throwIfAborted();
    throw imageError(what, silence.signal.aborted ? `no answer for ${patienceMs / 1000} s` : error);
  } finally {
    clearTimeout(timer);
  }
}
