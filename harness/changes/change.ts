import { typedWord } from '../shell-word.ts';
import type { Daemon } from '../topology/daemon.ts';
import type { Point } from '../topology/point.ts';
import type { Aim, Placement } from '../topology/place.ts';
import type { PlacedService } from '../topology/services.ts';

/** One thing that is done to a lab. All that changes of any kind need, and nothing more. */
export type Step =
  /** A command of root on a host. It must exit 0. */
  | { kind: 'run'; on: string; argv: string[] }
  /** The service of a host ends, or starts anew with other settings. */
  | { kind: 'serve'; on: string; as: Partial<PlacedService> | 'stopped' }
  /** The client is set to connect to something else. */
  | { kind: 'aim'; at: Partial<Aim> }
  /** The environment of the client's programs; undefined unsets a variable. */
  | { kind: 'environment'; set: Record<string, string | undefined> }
  /** A program runs on from when it stands. */
  | ({ kind: 'start' } & Daemon)
  /** A program of the host runs to its end, as an ordinary user unless it says root. */
  | {
      kind: 'finish';
      on: string;
      program: string;
      flags: Record<string, string>;
      user?: 'root';
    }
  /** What `start` began ends. */
  | { kind: 'end'; on: string; name: string; signal?: 'SIGKILL' };

/**
 * A change: a verb on one host. It is pure; `apply` and `undo` say what would be done to a lab of
 * the given placement. Applying it twice is the same as once, and `undo` takes back just this.
 */
export interface Change<H extends string = string> {
  verb: string;
  on: H;
  /** A second host that it names. */
  other?: H | undefined;
  /** How a person would say it, without addresses or ports. */
  says: string;
  /**
   * It lets in what `letsIn` of the placement says: where that is nothing for the client, no other port
   * answers, and no ping.
   */
  asks?: 'letsIn';
  /** It makes connections to the target, so it is made while these come about. */
  connects?: true;
  /** An address that it gives to its host, beside those that this was placed with. */
  gives?: string;
  /** The axes on which it can be made at some points only, or at several; the default first. */
  varies?: { readonly [A in 'ipVersion' | 'firewall']?: readonly Point[A][] };
  /** After how many milliseconds it has passed by itself. Absent where it stays. */
  lastsMs?: number;
  apply(placement: Placement): Step[];
  undo(placement: Placement): Step[];
}

/** A command line of root on a host. */
export const shell = (on: string, command: string): Step => ({
  kind: 'run',
  on,
  argv: ['sh', '-c', command],
});

type Run = Extract<Step, { kind: 'run' }>;

const lineOf = (argv: readonly string[]): string => {
  const [file, flag, line = ''] = argv;
  const isLine = file === 'sh' && flag === '-c' && argv.length === 3;
  return isLine ? `(${line}\n)` : argv.map(typedWord).join(' ');
};

const joined = (runs: readonly Run[]): Step[] => {
  const [first] = runs;
  if (first === undefined || runs.length === 1) return [...runs];
  return [shell(first.on, runs.map(({ argv }) => lineOf(argv)).join(' &&\n'))];
};

/**
 * The same steps, in which commands that follow each other on one host are one: to enter a host costs more than most of
 * them. The first that fails ends it, as it would end the steps.
 */
export function inOneShell(steps: readonly Step[]): Step[] {
  const done: Step[] = [];
  let runs: Run[] = [];
  for (const step of steps) {
    if (step.kind === 'run' && (runs[0]?.on ?? step.on) === step.on) runs.push(step);
    else {
      done.push(...joined(runs));
      runs = step.kind === 'run' ? [step] : [];
      if (step.kind !== 'run') done.push(step);
    }
  }
  return [...done, ...joined(runs)];
}

/** The host that is named, where `nobody` may stand for none. */
export const unlessNobody = <T extends string>(
  host: T | 'nobody',
): Exclude<T, 'nobody'> | undefined =>
  host === 'nobody' ? undefined : (host as Exclude<T, 'nobody'>);
