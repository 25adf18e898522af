/** How many verdicts a second are concluded from what the lab has recorded. Prints JSON. */
import { readdirSync, readFileSync } from 'node:fs';
import { conclude } from '../../diagnoser/index.ts';
import type { Recording } from '../../diagnoser/recording.ts';

const folder = new URL('../recorded/cases/', import.meta.url);
const evidence = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recording)
  .flatMap((recording) => [recording.client, recording['client+server']])
  .filter((one) => one !== undefined);

const turns = Math.ceil(5000 / evidence.length);
const verdicts = turns * evidence.length;
const from = performance.now();
for (let turn = 0; turn < turns; turn += 1) for (const one of evidence) await conclude(one);
const seconds = (performance.now() - from) / 1000;
const perSecond = Math.round(verdicts / seconds);
process.stdout.write(`${JSON.stringify({ recordings: evidence.length, verdicts, perSecond })}\n`);
