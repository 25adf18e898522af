import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endAll } from './asked-processes.ts';

/** Is told of every conversation with a program on this machine, so that it can end what is left. */
export interface LocalJanitor {
  /** Before the program is started: from here on its processes bear the mark of the conversation. */
  begins(conversation: string): void;
  /** The process group, which has to do where /proc tells of no marks. */
  started(conversation: string, group: number): void;
  /** Nothing of it runs any more. */
  over(conversation: string): void;
}

let hired: LocalJanitor | undefined;

/**
 * The janitor of this process: a detached one that outlives it, and kills what its conversations have
 * left on this machine. It holds a pipe from here, which ends when this process does, by whatever
 * signal: the lifeline that the labs have (engine/janitor.ts), for programs that run in none.
 */
export function localJanitor(): LocalJanitor {
  if (hired) return hired;
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.on('error', () => undefined).unref();
  child.stdin.on('error', () => undefined);
  // A pipe of a child is a socket, which would keep this process alive.
  (child.stdin as unknown as { unref(): void }).unref();
  const tell = (...words: (string | number)[]): void =>
    void child.stdin.write(`${words.join(' ')}\n`);
  hired = {
    begins: (conversation) => tell('begins', conversation),
    started: (conversation, group) => tell('started', conversation, group),
    over: (conversation) => tell('over', conversation),
  };
  return hired;
}

if (import.meta.main) {
  const open = new Map<string, number | undefined>();
  for await (const line of createInterface({ input: process.stdin })) {
    const [event, conversation = '', group] = line.split(' ');
    if (event === 'over') open.delete(conversation);
    else open.set(conversation, group === undefined ? undefined : Number(group));
  }
  await Promise.all([...open].map(([conversation, group]) => endAll(group, conversation)));
}
