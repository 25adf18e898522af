import { connect } from 'node:net';
import { homedir } from 'node:os';
import { endpoints, type EngineEndpoint } from './endpoints.ts';

const patienceMs = 2000;

const accepts = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    const done = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.setTimeout(patienceMs, () => done(false));
    socket.once('connect', () => done(true)).once('error', () => done(false));
  });

/**
 * Whether the user chose a Docker engine, or one listens at a usual address. It is not queried: that would take
 * longer than opening a lane without it.
 */
export async function isEngineAround(
  candidates: readonly EngineEndpoint[] = endpoints({
    env: process.env,
    home: homedir(),
    uid: process.getuid?.(),
  }),
): Promise<boolean> {
  for (const { from, options } of candidates) {
    if (from !== 'socket') return true;
    const path = options?.socketPath;
    // Named pipes of Windows count as listening; there is no other engine there.
    if (path && (!path.startsWith('/') || (await accepts(path)))) return true;
  }
  return false;
}
