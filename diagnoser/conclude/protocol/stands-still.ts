import type { Facts } from '../../observe/facts.ts';
import { speaksAgainst, type Weight } from '../cause-file.ts';
import { hasWrongScheme } from './workerman.ts';

/** Whether the process that owns the port is stopped; undefined if not known. */
export const isStopped = ({ owner }: Facts): boolean | undefined =>
  owner && owner.stoppedPid !== undefined;

/** A Workerman worker of another scheme does not answer requests that it does not understand. */
export const notWorkerman = (facts: Facts): Weight | undefined =>
  speaksAgainst('worker', hasWrongScheme(facts));
