import type { CommandSpec, Lane } from '../engine/engine.ts';
import { UsageError } from '../errors.ts';
import type { AgentDiagnoser, Connected } from './connector.ts';

/** How a diagnoser is started in the client host. */
export type DiagnoserProgram = Pick<CommandSpec, 'argv' | 'cwd' | 'env' | 'root'>;

/** What answers for a diagnoser: a program in the client host, or an agent of this machine. */
export type Guest = DiagnoserProgram | { agent: readonly string[] };

/** A lane, and the diagnoser in it. */
export interface Manned {
  lane: Lane;
  program: Guest;
}

/** Where the folder lies inside the client host. The same for everyone. */
const folder = '/opt/diagnoser';
/** Where the file system of an image lies there. */
const root = '/opt/diagnoser-root';

/** Brings a diagnoser into every host that is built in this lane from then on. */
export function bring(
  lane: Lane,
  diagnoser: Exclude<Connected, AgentDiagnoser>,
): Promise<DiagnoserProgram>;
export function bring(lane: Lane, diagnoser: Connected): Promise<Guest>;
export async function bring(lane: Lane, diagnoser: Connected): Promise<Guest> {
  if (diagnoser.kind === 'agent') return { agent: diagnoser.argv };
  if (diagnoser.kind === 'module') throw moduleInLab(diagnoser.name);
  if (diagnoser.kind === 'image') {
    if (!lane.unpackImage) throw imagesMissing(diagnoser.image);
    const { argv, cwd, env } = await lane.unpackImage(root, diagnoser.image);
    return { argv, cwd, env, root };
  }
  await lane.unpack(folder, diagnoser.tar);
  return { argv: diagnoser.argv, cwd: folder };
}

/** An image was asked for, and the engine has none. */
export const imagesMissing = (image: string): UsageError =>
  new UsageError({
    code: 'USAGE_DIAGNOSER_IMAGE',
    what: `--diagnoser is image:${image}, and the engine has no images: that needs Docker.`,
    next: 'add --engine docker, or give the diagnoser as a folder: --diagnoser cmd:<folder>',
  });

const moduleInLab = (name: string): UsageError =>
  new UsageError({
    code: 'USAGE_MODULE_IN_LAB',
    what: `${name} is a module; modules run on recorded evidence, not in labs.`,
    next: `npx badconn run --diagnoser ${name} --recorded <a folder of run --out>`,
  });
