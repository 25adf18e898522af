import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { AgentLab } from '../agent-lab.ts';
import { Channel } from '../channel.ts';
import type { Lab, LabSpec, Lane, Terminal } from '../engine.ts';
import { inHost, typed } from '../enter-host.ts';
import { EngineError } from '../../errors.ts';
import type { Owner } from '../labels.ts';
import { asRoot, localFolder, type LocalLayers } from '../../../machine/local/index.ts';
import { bootCommand } from './boot.ts';
import { keptInput } from './kept-input.ts';
import { LaneNote } from './notes.ts';
import { connectTerminal, openIn } from './terminal.ts';
import { firstChild, inLane } from './ways-in.ts';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Time limit for a lane to start, in ms; generous for a busy machine. */
const startsMs = 60_000;
/** A killed process that does not end (in an uninterruptible system call) must not block the run. */
const endsMs = 10_000;

interface Opening {
  owner: Owner;
  /** Number of the lane in its run. */
  index: number;
  keep: boolean;
  signal: AbortSignal;
}

/** Namespaces of this machine, in which labs are built one after the other (agent/agent.ts). */
export class LocalLane implements Lane {
  private readonly child: ChildProcess;
  private readonly channel: Channel;
  private readonly note: LaneNote;
  /** Detaches from the lane's stdin and stdout. */
  readonly release: () => void;
  readonly lacksIpv6: boolean;
  readonly terminal: Terminal;
  private pids: Record<string, number> = {};
  private closing: Promise<void> | undefined;

  private constructor(
    child: ChildProcess,
    channel: Channel,
    note: LaneNote,
    release: () => void,
    ipv6: boolean,
  ) {
    this.child = child;
    this.channel = channel;
    this.note = note;
    this.release = release;
    this.lacksIpv6 = !ipv6;
    const into = (): string[] => inLane(firstChild(child.pid));
    this.terminal = {
      connect: (host, argv, user) => connectTerminal(into(), inHost(this.pids[host], argv, user)),
      open: (host, argv, size) => openIn(into(), inHost(this.pids[host], argv, 'root'), size),
      entrance: (host, argv = ['bash']) =>
        typed([...into(), ...inHost(this.pids[host], argv, 'root')]),
      networkOf: (host) =>
        Promise.resolve(
          process.getuid?.() === 0
            ? `/proc/${firstChild(child.pid)}/root/proc/${this.pids[host]}/ns/net`
            : undefined,
        ),
    };
  }

  static async open(
    { base, lab }: LocalLayers,
    { owner, index, keep, signal }: Opening,
  ): Promise<LocalLane> {
    const note = new LaneNote(owner, index, keep);
    const shown = note.groups?.shown ?? [];
    const layers = [basename(lab), basename(base)];
    const [file = '', ...args] = bootCommand({ asRoot, layers, shown, keep });
    const kept = keep ? await keptInput() : undefined;
    const child = spawn(file, args, {
      cwd: localFolder(),
      // A session of its own: Ctrl-C goes to badconn only, which then ends its lanes.
      detached: true,
      stdio: [kept?.lane ?? 'pipe', 'pipe', 'pipe'],
      env: { PATH: path, GROUPS_TO_JOIN: note.groups?.folders.join(' ') ?? '' },
    });
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve()).once('error', () => resolve());
    });
    const [stdin, stdout, stderr] = [
      (kept?.run ?? child.stdin) as Writable,
      child.stdout as Readable,
      child.stderr as Readable,
    ];
    kept?.given();
    let said = '';
    stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-8192)));
    const channel = new Channel(stdin, stdout, () => said);
    const soon = AbortSignal.any([signal, AbortSignal.timeout(startsMs)]);
    const late = new Promise<never>((_, reject) => {
      const why = (): void => reject(soon.reason as Error);
      if (soon.aborted) why();
      else soon.addEventListener('abort', why, { once: true });
    });
    late.catch(() => undefined);
    try {
      if (child.pid !== undefined) note.runsAs(child.pid);
      const { ipv6 } = await Promise.race([channel.ready, late]);
      const release = (): void => {
        for (const stream of [stdin, stdout, stderr]) stream.destroy();
        child.unref();
      };
      return new LocalLane(child, channel, note, release, ipv6);
    } catch (error) {
      child.kill('SIGKILL');
      await ended;
      await note.remove();
      if (soon.aborted) throw soon.reason;
      throw new EngineError({
        code: 'ENGINE_NO_LANE',
        what: 'The local engine could not start a lane.',
        evidence: said.split('\n').filter(Boolean).slice(-5),
        next: 'npx badconn doctor --engine local',
        cause: error,
      });
    }
  }

  async build(lab: LabSpec): Promise<Lab> {
    this.pids = (await this.channel.request({ op: 'build', lab })).pids;
    return new AgentLab(this.channel);
  }

  async unpack(folder: string, tar: Buffer): Promise<void> {
    await this.channel.request({ op: 'clear', path: folder });
    const unpacking = ['tar', '-x', '--no-same-owner', '-C', folder];
    const [file = '', ...args] = [...inLane(firstChild(this.child.pid)), ...unpacking];
    const child = spawn(file, args, { stdio: ['pipe', 'ignore', 'pipe'], env: { PATH: path } });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(tar);
    const [code] = (await once(child, 'close')) as [number | null];
    if (code === 0) return;
    throw new EngineError({
      code: 'ENGINE_LOST',
      what: 'The diagnoser could not be copied into a lane.',
      evidence: said.split('\n').filter(Boolean).slice(-5),
      next: 'npx badconn doctor --engine local',
    });
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exit = once(this.child, 'exit');
      // When unshare(1) exits, the first process of its pid namespace has ended, and all others with it.
      const first = firstChild(this.child.pid);
      if (first === undefined) this.child.kill('SIGKILL');
      else process.kill(first, 'SIGKILL');
      await Promise.race([exit, once(AbortSignal.timeout(endsMs), 'abort')]);
    }
    this.release();
    await this.note.remove();
  }
}
