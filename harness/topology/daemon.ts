import type { Capability } from '../engine/engine.ts';

/** A program of fixtures/hosts, as an ordinary user; or one of the system, as root. */
export type Runs =
  | { program: string; flags: Record<string, string> }
  | {
      argv: string[];
      /** All that it needs of root's rights. */
      capabilities: readonly Capability[];
    };

/** What runs on a host until it is ended. */
export type Daemon = Runs & {
  on: string;
  /** It is ended by this. */
  name: string;
  /** It stands when it has printed this. */
  ready: string;
};
