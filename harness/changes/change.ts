import { typedWord } from '../shell-word.ts';
import type { Daemon } from '../topology/daemon.ts';
import type { Point } from '../topology/point.ts';
import type { Aim, Placement } from '../topology/place.ts';
import type { PlacedService } from '../topology/services.ts';

/** One operation on a lab: the only kinds that changes need. */
export type Step =
  /** A command run as root on a host. It must exit with 0. */
  | { kind: 'run'; on: string; argv: string[] }
  /** Stops a host's service, or restarts it with other settings. */
  | { kind: 'serve'; on: string; as: Partial<PlacedService> | 'stopped' }
  /** Changes the target that the client is configured with. */
  | { kind: 'aim'; at: Partial<Aim> }
  /** Sets variables in the environment of the client's programs; undefined unsets one. */
  | { kind: 'environment'; set: Record<string, string | undefined> }
  /** Starts a program that keeps running; done when the program is ready. */
  | ({ kind: 'start' } & Daemon)
  /** Runs a program on a host to its end, as an ordinary user unless `root` is given. */
  | {
      kind: 'finish';
      on: string;
      program: string;
      flags: Record<string, string>;
      user?: 'root';
    }
  /** Ends a program started by `start`. */
  | { kind: 'end'; on: string; name: string; signal?: 'SIGKILL' };

/**
 * A change: a verb on one host. Pure: `apply` and `undo` return the steps for a lab of the given placement. Applying
 * twice equals applying once; `undo` reverts this change only.
 */
export interface Change<H extends string = string> {
  verb: string;
  on: H;
  /** A second host that it involves. */
  other?: H | undefined;
  /** Description for people, without addresses or ports. */
  says: string;
  /**
   * Its firewall accepts what the placement's `letsIn` lists. If that has nothing for the client, the host answers on
   * no other port, and no ping.
   */
  asks?: 'letsIn';
  /** It opens connections to the target, so it must be applied while connections work. */
  connects?: true;
  /** An address that it adds to its host. */
  gives?: string;
  /** Axes on which it allows only some values, or adds some; the default first. */
  varies?: { readonly [A in 'ipVersion' | 'firewall']?: readonly Point[A][] };
  /** Time after which its effect ends by itself, in milliseconds. Absent if it does not. */
  lastsMs?: number;
  apply(placement: Placement): Step[];
  undo(placement: Placement): Step[];
}

/** A shell command run as root on a host. */
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
 * Merges consecutive commands on one host into one shell: entering a host costs more than most commands. The first
 * failing command ends the shell, as it would end the steps.
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

/** The named host; undefined for `nobody`. */
export const unlessNobody = <T extends string>(
  host: T | 'nobody',
): Exclude<T, 'nobody'> | undefined =>
  host === 'nobody' ? undefined : (host as Exclude<T, 'nobody'>);
