import type { Capability } from '../engine/engine.ts';

/** A program of fixtures/hosts, run as an ordinary user; or one of the system, run as root. */
export type Runs =
  | { program: string; flags: Record<string, string> }
  | {
      argv: string[];
      /** The only capabilities of root that it needs. */
      capabilities: readonly Capability[];
    };

/** A program that runs on a host until it is stopped. */
export type Daemon = Runs & {
  on: string;
  /** Name by which it is stopped. */
  name: string;
  /** Output that shows that it is ready. */
  ready: string;
};
