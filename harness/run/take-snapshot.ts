import { readFile } from 'node:fs/promises';
import { collectScript, parseSnapshot } from '../../collector/index.ts';
import type { Snapshot } from '../../vocabulary/index.ts';
import type { Lab } from '../engine/engine.ts';

const script = readFile(collectScript, 'utf8');

/** Runs the collector as root on a host of a lab. */
export async function takeSnapshot(lab: Lab, host: string): Promise<Snapshot> {
  const command = { host, argv: ['sh', '-s'], user: 'root' as const };
  const { stdout } = await lab.run(command, { stdin: await script });
  return parseSnapshot(stdout);
}
