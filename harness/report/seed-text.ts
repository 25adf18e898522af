import { isSeed } from '../run/seed.ts';
import { legibleLine } from './stranger.ts';

/** The seed of a run for people. Logs of older versions hold a number, which can no longer be used. */
export function seedText(seed: string | number | undefined): string {
  const text = legibleLine(String(seed ?? ''), 140);
  if (text === '') return 'unknown';
  return isSeed(text) ? text : `${text} (of an older version, which this one cannot repeat)`;
}
