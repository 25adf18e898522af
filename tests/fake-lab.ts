import type {
  Background,
  CommandSpec,
  Lab,
  LabSpec,
  Limits,
  CommandOutcome,
} from '../harness/engine/engine.ts';
import type { Answer, Request, Stage } from '../vocabulary/index.ts';
import { captureOf, type FakePacket } from './fake-capture.ts';
import { answered, goneOn } from './fake-life.ts';
import { attemptIn, type FakeSight } from './fake-network.ts';

/** What is asked of a lane or of its lab, before it is done. `argv` is that of the command. */
export interface FakeOperation {
  op: 'unpack' | 'build' | 'run' | 'start' | 'ask' | 'close';
  argv?: readonly string[];
  host?: string;
  lane: { readonly order: number; lose(): void };
}

/** Where a world is other than a lab that works; each part may be left out. */
export interface FakeWorld {
  /** The kernel was booted without IPv6. */
  lacksIpv6?: boolean;
  /** Before each operation: what it throws fails that; `lane.lose()` fails it and all later ones. */
  before?(operation: FakeOperation): void | Promise<void>;
  /** Before a lane is opened, the first of which is 0. */
  opening?(order: number): void;
  /** What the diagnoser does in the client host; by default it says that it cannot tell. */
  diagnoser?(request: Request, lab: FakeLab): Partial<CommandOutcome> | Partial<Answer>;
  /** What the plain client sees instead of `sight`, and what the captures hold. */
  sees?(sight: FakeSight, lab: FakeLab): FakeSight;
  /** What is still there when a lab was taken down. */
  left?(lab: FakeLab): string[];
}

/** Does one thing in a lane, unless the lane is gone or goes meanwhile. */
export type InLane = <T>(
  operation: Omit<FakeOperation, 'lane'>,
  work: () => T | Promise<T>,
) => Promise<T>;

/** What the plain client is asked. */
interface FakeAttempt {
  url: string;
  patienceMs: number;
  hold?: true;
  goOn?: { patienceMs: number };
}

const nothing: CommandOutcome = {
  ...{ exitCode: 0, signal: null, stdout: '', stderr: '' },
  ...{ durationMs: 1, leftProcesses: 0 },
};

/** Programs of a host have their flags among their arguments, or in APP, where nobody sees them. */
function flag({ argv, env }: CommandSpec, name: string): string | undefined {
  const words = env?.['APP'] === undefined ? argv : (JSON.parse(env['APP']) as string[]);
  return words[words.indexOf(`--${name}`) + 1];
}

/**
 * iptables(8) as the changes use it: what is inserted once and what is deleted, beneath sh, and the policy
 * of a chain, which is a rule behind all others.
 */
const ruleIn = (
  argv: readonly string[],
): { insert: boolean; last?: true; rule: string } | undefined => {
  const [, chain, policy] = /^iptables -P (\w+) (\w+)$/.exec(argv.join(' ')) ?? [];
  if (chain !== undefined)
    return { insert: policy === 'DROP', last: true, rule: `${chain} -j DROP` };
  const [, letter, rule] = /iptables -([ID]) ([A-Z]+ .*)$/.exec(argv.at(-1) ?? '') ?? [];
  return rule === undefined ? undefined : { insert: letter === 'I', rule };
};

export class FakeLab implements Lab {
  readonly spec: LabSpec;
  readonly services = new Set<{ host: string; address: string; port: number }>();
  readonly rules = new Map<string, string[]>();
  records: ReadonlyMap<string, string> = new Map();
  /** Each command that ran or was started, as `host: argv`. */
  readonly done: string[] = [];
  stands = true;
  private readonly doing: InLane;
  private readonly world: FakeWorld;
  /** The connection that the plain client keeps. */
  private held: { url: string; met: FakeSight } | undefined;
  private readonly captures = new Set<{ host: string; packets: FakePacket[] }>();

  constructor(doing: InLane, spec: LabSpec, world: FakeWorld) {
    this.doing = doing;
    this.spec = spec;
    this.world = world;
  }

  async run(command: CommandSpec, { stdin = '' }: Limits = {}): Promise<CommandOutcome> {
    const { argv, host, user } = command;
    return this.doing({ op: 'run', argv, host }, () => {
      this.done.push(`${host}: ${argv.join(' ')}`);
      if (user === 'guest') return this.ask(JSON.parse(stdin) as Request);
      if (stdin.includes('badconn-report')) return { ...nothing, stdout: this.report() };
      const own = this.rules.get(host) ?? [];
      const { insert, last, rule } = ruleIn(argv) ?? {};
      if (rule !== undefined) {
        const others = own.filter((one) => one !== rule);
        if (!insert) this.rules.set(host, others);
        else if (!own.includes(rule)) this.rules.set(host, last ? [...own, rule] : [rule, ...own]);
      }
      return nothing;
    });
  }

  private ask(request: Request): CommandOutcome {
    const said = this.world.diagnoser?.(request, this) ?? {};
    if (['stdout', 'exitCode', 'signal', 'ended'].some((field) => field in said)) {
      return { ...nothing, ...(said as Partial<CommandOutcome>) };
    }
    const { id } = request;
    const diagnoser = { name: 'fake', version: '1' };
    const base = { protocol: 1, id, status: 'cannot-tell', candidates: [], diagnoser };
    return { ...nothing, stdout: JSON.stringify({ ...base, ...said }) };
  }

  private report(): string {
    const listeners = [...this.services].map(
      ({ address, port }) => `LISTEN 0 511 ${address}:${port} 0.0.0.0:*`,
    );
    const body = ['@@ section listeners', ...listeners, '@@ end'];
    return ['@@ badconn-report 1', '@@ time 1790000000000', '@@ uid 0', ...body, ''].join('\n');
  }

  async start(command: CommandSpec, ready: string): Promise<Background> {
    const { argv, host } = command;
    return this.doing({ op: 'start', argv, host }, () => {
      this.done.push(`${host}: ${argv.join(' ')}`);
      const records = argv.flatMap((word): [string, string][] => {
        const [, name, address] = /^--host-record=([^,]+),([^,]+)/.exec(word) ?? [];
        return name === undefined || address === undefined ? [] : [[name, address]];
      });
      if (records.length > 0) this.records = new Map(records);
      const capture = { host, packets: [] };
      if (argv[0] === 'tcpdump') this.captures.add(capture);
      const [address = '', port] = [flag(command, 'address'), flag(command, 'port')];
      const service = { host, address, port: Number(port) };
      if (ready === 'listening') this.services.add(service);
      return {
        ask: (line) => this.doing({ op: 'ask', host }, () => this.attempt(line)),
        drain: () => this.doing({ op: 'ask', host }, () => undefined),
        stop: () =>
          this.doing({ op: 'ask', host }, () => {
            this.services.delete(service);
            const held = this.captures.delete(capture);
            return { stdout: held ? captureOf(capture.packets) : Buffer.alloc(0), stderr: '' };
          }),
      };
    });
  }

  private attempt(line: string): { line: string; keptWaitingMs: number } {
    const { goOn, hold, ...ask } = JSON.parse(line) as FakeAttempt;
    const { url, patienceMs } = goOn && this.held ? { ...this.held, ...goOn } : ask;
    const met =
      goOn && this.held
        ? goneOn(this.held.met, attemptIn(this, url))
        : hold
          ? answered(attemptIn(this, url))
          : attemptIn(this, url);
    if (hold) this.held = { url, met };
    const seen = this.world.sees?.(met, this) ?? met;
    const { code, message, packets, keptWaitingMs = 0 } = seen;
    for (const capture of this.captures) capture.packets.push(...(packets.get(capture.host) ?? []));
    const afterMs = code === 'silence' ? patienceMs : 1;
    return {
      line: JSON.stringify({
        ...{ url, stage: goOn ? 'stay' : stageOf(code), code, message, afterMs },
        ...(goOn ? { answeredMs: 1 } : {}),
      }),
      keptWaitingMs,
    };
  }

  async close(): Promise<string[]> {
    return this.doing({ op: 'close' }, () => {
      this.stands = false;
      return this.world.left?.(this) ?? [];
    });
  }
}

/** Where the plain client is when it sees this; no proxy and no TLS stands in these labs. */
const stageOf = (code: string): Stage => {
  if (code === 'connected') return 'stay';
  if (code === 'ENOTFOUND') return 'name';
  if (code === 'EADDRNOTAVAIL') return 'local';
  return code.startsWith('HTTP') ? 'upgrade' : 'connect';
};
