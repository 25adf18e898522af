import { existsSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { loadSdk } from '../mcp/load-sdk.ts';
import { archive, joined } from './archive.ts';
import { referenceArchive, referenceCommand } from './reference.ts';

/** A folder that is brought into the client host, and the command to run in it. */
export interface FolderDiagnoser {
  kind: 'folder';
  name: string;
  /** The folder as a tar archive. */
  tar: Buffer;
  argv: string[];
}

/** A JavaScript or TypeScript module that exports `diagnose`, run on recorded evidence. */
export interface ModuleDiagnoser {
  kind: 'module';
  name: string;
  file: string;
}

/** An image on the engine, whose file system and command are brought into the client host. */
export interface ImageDiagnoser {
  kind: 'image';
  name: string;
  image: string;
}

/** A command of this machine that acts in the lab by the tools of an MCP endpoint. */
export interface AgentDiagnoser {
  kind: 'agent';
  name: string;
  argv: string[];
}

export type Connected = AgentDiagnoser | FolderDiagnoser | ImageDiagnoser | ModuleDiagnoser;

/** What may be given, for help and for messages. */
const connectors =
  'reference, reference:<folder of causes>, cmd:<folder>, cmd:<folder>:<command>, image:<name>, module:<file>, agent:<command>';
/** Those of them that need no lab. */
const withoutLab = connectors.replace(', image:<name>', '').replace(', agent:<command>', '');

/** How a diagnoser was given, for messages: `run --diagnoser <what>` or `smoke <diagnoser>`. */
const waysToGive = {
  option: { name: '--diagnoser', allowed: connectors, next: 'npx badconn run --help' },
  argument: { name: 'The diagnoser', allowed: withoutLab, next: 'npx badconn smoke --help' },
} as const;

async function reference(): Promise<FolderDiagnoser> {
  const tar = await referenceArchive();
  return { kind: 'folder', name: 'reference', tar, argv: referenceCommand };
}

/** badconn's own, with causes beside those that are built in. The Node of the client host takes TypeScript. */
async function referenceWith(
  given: string,
  by?: keyof typeof waysToGive,
): Promise<FolderDiagnoser> {
  const folder = await found(given, given.slice('reference:'.length), 'folder', by);
  const { tar, argv } = await reference();
  const causes = await archive(folder, undefined, 'causes/');
  const words = ['--causes', 'causes'];
  return { kind: 'folder', name: given, tar: joined(tar, causes), argv: [...argv, ...words] };
}

async function agentOf(given: string): Promise<AgentDiagnoser> {
  const words = given.slice('agent:'.length).split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    throw new UsageError({
      code: 'USAGE_NO_DIAGNOSER',
      what: `--diagnoser is ${given}, which names no command.`,
      evidence: [`allowed: ${connectors}`],
      next: 'npx badconn run --help',
    });
  }
  // Before a lab is built: without the SDK there is no trial.
  await loadSdk();
  const here = (word: string): string => (existsSync(word) ? resolve(word) : word);
  return { kind: 'agent', name: given, argv: words.map(here) };
}

/** The path of what was given, which must be there. Throws `UsageError`. */
async function found(
  given: string,
  path: string,
  kind: 'folder' | 'file',
  by: keyof typeof waysToGive = 'option',
): Promise<string> {
  const full = resolve(path);
  try {
    await access(full);
    if ((await stat(full)).isDirectory() !== (kind === 'folder')) throw new Error('another kind');
    return full;
  } catch (cause) {
    throw new UsageError({
      code: 'USAGE_NO_DIAGNOSER',
      what: `${waysToGive[by].name} is ${given}, but ${full} is not a ${kind}.`,
      evidence: [`allowed: ${waysToGive[by].allowed}`],
      next: waysToGive[by].next,
      cause,
    });
  }
}

/**
 * Reads what names a diagnoser:
 *
 * - `reference`: badconn's own; `reference:<folder>`: with causes from outside;
 * - `cmd:<folder>`, `cmd:<folder>:<command>`: a folder, which is brought as it is. Without a command it
 *   must hold a program called `diagnose`. The prefix may be left out;
 * - `image:<name>`: an image on the engine; whether it is there, the engine knows;
 * - `agent:<command>`: a command of this machine, words split at white space; the paths of files in it are those from here;
 * - `module:<file>`: a module that exports `diagnose(request)`.
 */
export function connectDiagnoser(given: 'reference' | `cmd:${string}`): Promise<FolderDiagnoser>;
export function connectDiagnoser(given: string, by?: keyof typeof waysToGive): Promise<Connected>;
export async function connectDiagnoser(
  given: string,
  by?: keyof typeof waysToGive,
): Promise<Connected> {
  if (given === 'reference') return reference();
  if (given.startsWith('reference:')) return referenceWith(given, by);
  if (given.startsWith('image:')) {
    return { kind: 'image', name: given, image: given.slice('image:'.length) };
  }
  if (given.startsWith('module:')) {
    const file = await found(given, given.slice('module:'.length), 'file', by);
    return { kind: 'module', name: given, file };
  }
  if (given.startsWith('agent:')) return agentOf(given);
  const rest = given.startsWith('cmd:') ? given.slice('cmd:'.length) : given;
  const [path = '', ...words] = rest.split(':');
  const command = words.join(':').trim();
  const folder = await found(given, path, 'folder', by);
  const argv = command === '' ? ['./diagnose'] : command.split(/\s+/);
  return { kind: 'folder', name: `cmd:${rest}`, tar: await archive(folder), argv };
}
