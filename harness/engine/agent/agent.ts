/**
 * The program inside a lane's container: it builds labs out of namespaces and runs commands in
 * their hosts, one request a line (protocol.ts). It ends when its stdin ends, and the container
 * with it: a run that dies, by whatever signal, leaves no lane behind.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildLab, closeLab, ownPlace, succeed, type Inside, type RunningHost } from './hosts.ts';
import { hasIpv6 } from './network-script.ts';
import { separateTables } from './connection-table.ts';
import { BackgroundCommand } from './background.ts';
import { CpuWatch } from './cpu-watch.ts';
import type {
  CommandSpec,
  LabSpec,
  Operation,
  AgentReply,
  AgentRequest,
  Results,
} from './protocol.ts';
import { runCommand } from './run-command.ts';
import { provideSharedParts } from './shared-parts.ts';

let lab: LabSpec | undefined;
let hosts = new Map<string, RunningHost>();
/** The name of the host that the agent's own container is, where it builds none. */
let joined: string | undefined;
/** What undoes what was done to a network that outlives this container. */
let whenOver: CommandSpec[] = [];
const running = new Set<Promise<void>>();
const backgrounds = new Map<number, BackgroundCommand>();

const send = (reply: AgentReply): void => void process.stdout.write(`${JSON.stringify(reply)}\n`);

function hostOf(command: CommandSpec): Inside {
  const host = command.host === joined ? ownPlace : hosts.get(command.host);
  if (!host) throw new Error(`no host ${command.host}; there are ${[...hosts.keys()].join(', ')}`);
  return host;
}

function background(handle: number): BackgroundCommand {
  const found = backgrounds.get(handle);
  if (!found) throw new Error(`nothing runs under ${handle}`);
  return found;
}

/** Whatever runs in this container beside its first process and this one. */
async function processesLeft(): Promise<string[]> {
  const others = (): string[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && !['1', String(process.pid)].includes(name))
      .flatMap((pid) => {
        try {
          const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
          return command ? [`process ${pid} ${command}`] : [];
        } catch {
          return [];
        }
      });
  // A killed process is seen until its parent has taken note.
  for (let turn = 0; turn < 40 && others().length > 0; turn += 1) await sleep(5);
  return others();
}

/** Rules in the network of the lane itself, which would act on the bridges of every later lab. */
async function rulesLeft(): Promise<string[]> {
  const child = spawn('nft', ['list', 'ruleset'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = (await text(child.stdout)).split('\n');
  return lines.filter((line) => line.startsWith('table ')).map((line) => `rules in ${line}`);
}

/** Every process of the lane but this one. */
const labProcesses = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .map(Number);

async function ask(handle: number, line: string, deadlineMs: number): Promise<Results['ask']> {
  const watch = new CpuWatch(labProcesses);
  try {
    const answer = await background(handle).ask(line, deadlineMs);
    return { line: answer, keptWaitingMs: watch.stop() };
  } finally {
    watch.stop();
  }
}

function clear(path: string): void {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
}

async function perform(request: Operation, id: number): Promise<Results[keyof Results]> {
  switch (request.op) {
    case 'build': {
      hosts = await buildLab(request.lab);
      lab = request.lab;
      return { pids: Object.fromEntries([...hosts].map(([name, { pid }]) => [name, pid])) };
    }
    case 'run': {
      const run = runCommand(hostOf(request.command), request.command, request);
      const over = run.catch(() => undefined).then(() => void running.delete(over));
      running.add(over);
      return run;
    }
    case 'start': {
      const { command, ready, deadlineMs } = request;
      const started = await BackgroundCommand.start(hostOf(command), command, ready, deadlineMs);
      backgrounds.set(id, started);
      return { handle: id, pid: started.pid };
    }
    case 'ask':
      return ask(request.handle, request.line, request.deadlineMs);
    case 'drain':
      await background(request.handle).drain();
      return {};
    case 'stop': {
      const stopped = await background(request.handle).stop(request.signal);
      backgrounds.delete(request.handle);
      return stopped;
    }
    case 'join':
      joined = request.host;
      return {};
    case 'whenOver':
      whenOver = request.commands;
      return {};
    case 'clear':
      clear(request.path);
      return {};
    case 'unpack': {
      clear(request.path);
      const child = spawn('tar', ['-x', '--no-same-owner', '-C', request.path], {
        stdio: ['pipe', 'ignore', 'pipe'],
      });
      child.stdin.on('error', () => undefined);
      child.stdin.end(Buffer.from(request.tar, 'base64'));
      await succeed(child, 'tar');
      return {};
    }
    case 'close': {
      const rules = rulesLeft();
      for (const one of backgrounds.values()) one.wake();
      const left = lab ? await closeLab(hosts.values(), lab, request.last) : [];
      await Promise.all([...backgrounds.values()].map((one) => one.stop('SIGKILL')));
      left.push(...(await rules), ...(await processesLeft()));
      hosts.clear();
      backgrounds.clear();
      lab = undefined;
      return { left };
    }
  }
}

async function answer(line: string): Promise<void> {
  const { id, ...operation } = JSON.parse(line) as AgentRequest;
  try {
    send({ id, ok: true, result: await perform(operation as Operation, id) });
  } catch (error) {
    send({ id, ok: false, error: error instanceof Error ? error.message : String(error) });
  }
}

/** A run that dies leaves nothing in the network of a container that is not its own. */
async function end(): Promise<never> {
  const commands = whenOver;
  whenOver = [];
  // What is being done is undone after it.
  if (commands.length > 0) await Promise.all(running);
  const limits = { deadlineMs: 5000, maxStdoutBytes: 0, maxStderrBytes: 0 };
  for (const command of commands) await runCommand(hostOf(command), command, limits);
  process.exit(0);
}

// A sidecar has no rights to mount, and builds no hosts.
if (process.argv[2] !== 'sidecar') {
  provideSharedParts();
  separateTables();
}
createInterface({ input: process.stdin })
  .on('line', (line) => void answer(line))
  .on('close', () => void end());
process.on('SIGTERM', () => void end());
send({ id: 0, ok: true, result: { agent: 'ready', ipv6: hasIpv6 } });
