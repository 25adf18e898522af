import type { Facts } from '../../observe/facts.ts';
import { speaksAgainst, type Weight } from '../cause-file.ts';
import { hasWrongScheme } from './workerman.ts';

/** Whether the process that has the port is stopped; undefined where nothing shows it. */
export const isStopped = ({ owner }: Facts): boolean | undefined =>
  owner && owner.stoppedPid !== undefined;

/** A worker of another scheme says nothing to what it does not understand. */
export const notWorkerman = (facts: Facts): Weight | undefined =>
  speaksAgainst('worker', hasWrongScheme(facts));
