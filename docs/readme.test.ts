import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accountOf } from '../cli/diagnosis/account.ts';
import { answerText } from '../cli/diagnosis/answer-text.ts';
import { conclude } from '../diagnoser/index.ts';
import { allRecorded } from './conclusions-page.ts';

test('README opens with what diagnose says of evidence that was recorded', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const shown = /^```\n\$ npx badconn diagnose .*\n([^`]+)```$/m.exec(readme)?.[1];
  const recorded = allRecorded.find(({ name }) => name.endsWith('evidence/loopback-bind'));
  const evidence = recorded?.recording['client+server'];
  if (evidence === undefined) throw new Error('loopback-bind is not recorded any more');
  const answer = await conclude(evidence);
  const look = { columns: 80, colour: false, verbose: false };
  const text = answerText(evidence.target.url, answer, await accountOf(answer, evidence), look);
  // Without the line that says how much more there is.
  expect(`${shown}`).toBe(text.replace(/\n\d+ more observations: -v\n$/, ''));
});
