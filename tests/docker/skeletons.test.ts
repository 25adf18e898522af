import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { skeletonLanguages } from '../../cli/new/diagnoser-skeleton.ts';
import { casesOf } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { lanes, runCase } from './lanes.ts';

const pool = lanes(2);
const [closed] = (await loadScenarios())
  .filter(({ id }) => id === 'refused/not-listening')
  .flatMap(casesOf);

describe.concurrent.each(skeletonLanguages)('a new diagnoser in %s', (language) => {
  test('runs in the client host, and names all that a closed port leaves possible', async () => {
    const folder = new URL(`../../cli/new/diagnoser/${language}`, import.meta.url);
    const diagnoser = await connectDiagnoser(`cmd:${fileURLToPath(folder)}`);
    const { diagnosed, standing } = await pool.use((lane) => runCase(lane, closed!, diagnoser));
    expect(standing).toBe('judged');
    // The one in sh believes what the plain client saw; the others try for themselves, once.
    const tried = language === 'sh' ? 0 : 1;
    for (const { conversation } of diagnosed) {
      expect(conversation.traffic?.connections).toBe(tried);
      expect(conversation.traffic?.packets).toBeGreaterThanOrEqual(tried);
    }
    const said = diagnosed.map(({ verdict }) => [verdict.grade, verdict.breaches]);
    expect(said, diagnosed[0]?.conversation.stderr).toEqual([
      ['narrowest', []],
      ['vague', []],
    ]);
  });
});
