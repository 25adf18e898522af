import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Those of some processes that still live when ten seconds have passed, or none does. */
export async function leftOf(pids: readonly number[]): Promise<number[]> {
  for (let turn = 0; turn < 200 && pids.some(lives); turn += 1) await sleep(50);
  return pids.filter(lives);
}

/**
 * A diagnoser in a folder that never answers, and has a child beyond its process group. Each of its
 * processes notes its own id, and the program that of its parent, which is badconn where it is `cmd`.
 */
export class Endless {
  readonly cmd: string;
  readonly module: string;
  private readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.cmd = `cmd:${folder}`;
    this.module = `module:${join(folder, 'module.mjs')}`;
  }

  static async in(folder: string): Promise<Endless> {
    const program = join(folder, 'diagnose');
    const own = join(folder, 'own');
    const lines = [
      '#!/bin/sh',
      `echo $PPID >> ${join(folder, 'parents')}`,
      `setsid sh -c 'echo $$ >> ${own}; exec sleep 60' &`,
      `echo $$ >> ${own}`,
      'exec sleep 60',
    ];
    await writeFile(program, `${lines.join('\n')}\n`);
    await chmod(program, 0o755);
    const start = `export const diagnose = () => spawnSync(${JSON.stringify(program)});`;
    const module = `import { spawnSync } from 'node:child_process';\n${start}\n`;
    await writeFile(join(folder, 'module.mjs'), module);
    return new Endless(folder);
  }

  /** The processes of the first question, once they run. */
  async processes(): Promise<number[]> {
    return this.noted('own', 2);
  }

  /** The process that asks, once it does. */
  async asker(): Promise<number> {
    const [first = 0] = await this.noted('parents', 1);
    return first;
  }

  private async noted(name: string, count: number): Promise<number[]> {
    for (let turn = 0; turn < 400; turn += 1) {
      const text = await readFile(join(this.folder, name), 'utf8').catch(() => '');
      const pids = text.split('\n').filter(Boolean).map(Number);
      if (pids.length >= count) return pids;
      await sleep(50);
    }
    throw new Error(`the diagnoser of ${this.folder} was not asked`);
  }
}
