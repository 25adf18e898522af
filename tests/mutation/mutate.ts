/**
 * Mutation testing: changes the code on which every verdict rests, in one place at a time, and sees
 * whether a test notices. `npm run mutate -- [room…]`; exit code 1 where a room falls short.
 */
import { parseArgs } from 'node:util';
import { stdout } from '../../harness/output.ts';
import { equivalents } from './equivalents.ts';
import { rooms } from './rooms.ts';
import { sampleOf } from './sample-lines.ts';
import { required, scoresOf, scoreText, stale, type Mutant } from './score.ts';
import { mutate } from './mutate-room.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    percent: { type: 'string', default: '20' },
    file: { type: 'string', multiple: true, default: [] },
    fresh: { type: 'boolean', default: false },
  },
});
const chosen = positionals.length === 0 ? Object.keys(rooms) : positionals;
const mutants: Mutant[] = [];
const unfit: string[] = [];
for (const name of chosen) {
  const room = rooms[name];
  if (!room)
    throw new Error(`there is no room ${name}; rooms are ${Object.keys(rooms).join(', ')}`);
  const all = values.file.length > 0 ? values.file : room.files;
  const files = values.quick ? sampleOf(all, Number(values.percent), values.seed) : all;
  const tried = await mutate(name, { ...room, files }, { fresh: values.fresh });
  mutants.push(...tried.mutants);
  unfit.push(...tried.unfit);
}
const scores = scoresOf(mutants, equivalents);
// A part of the lines cannot show that an entry fits nothing.
const old = values.quick || values.file.length > 0 ? [] : stale(mutants, equivalents);
if (values.json) stdout.json({ rooms: scores, stale: old, unfit });
else {
  stdout.text(scoreText(scores));
  for (const why of unfit) stdout.text(`left out: ${why}\n`);
  for (const { file, original } of old)
    stdout.text(`equivalents.ts: no survivor in ${file}: ${original}\n`);
}
process.exitCode = scores.some(({ score }) => score < required) || old.length > 0 ? 1 : 0;
