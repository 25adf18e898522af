import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { conclude, type Evidence } from '../diagnoser/index.ts';
import type { Recording } from '../diagnoser/recording.ts';
import { harmOfCommand } from '../harness/judge/commands.ts';
import { harmOf, mends } from '../harness/judge/harm.ts';
import { vantages, type Cause } from '../vocabulary/index.ts';
import { holdForEach } from './hold-for-each.ts';
import { recordedCases } from './recorded.ts';

type Trial = [name: string, truth: Cause | 'none', evidence: Evidence];

const inLabs = (await recordedCases()).flatMap(({ name, layer, recording }) =>
  vantages.map((vantage): Trial => [`${name} at ${vantage}`, layer.cause, recording[vantage]!]),
);

/** Made by hand: they have causes that no scenario has yet. */
const folder = new URL('./recorded/evidence/', import.meta.url);
const byHand = readdirSync(folder).flatMap((file) => {
  const recording = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recording;
  return vantages.flatMap((vantage): Trial[] => {
    const evidence = recording[vantage];
    return evidence ? [[`${file} at ${vantage}`, recording.truth as Cause | 'none', evidence]] : [];
  });
});

test('the reference diagnoser prescribes no harm in any of them', () =>
  holdForEach(
    [...inLabs, ...byHand],
    ([name]) => name,
    async ([, cause, evidence]) => {
      const { candidates, remedy } = await conclude(evidence);
      expect(remedy === undefined).toBe(cause === 'none');
      if (remedy === undefined) return;
      expect(harmOf({ cause }, remedy.action)).toBeUndefined();
      const harms = remedy.commands.filter(
        (command) => harmOfCommand({ cause }, command) !== undefined,
      );
      expect(harms).toEqual([]);
      // It looks further until one cause is left, and then its remedy is one of that cause.
      const fits = candidates.length === 1 && mends({ cause: candidates[0]! }, remedy.action);
      expect(fits || remedy.action === 'look-further').toBe(true);
    },
  ));

test('every cause that the reference diagnoser names alone is among them', () => {
  const truths = new Set([...inLabs, ...byHand].map(([, truth]) => truth));
  expect(truths.size).toBeGreaterThan(30);
});
