import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { casesOf } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { lanes, runCase } from './lanes.ts';

// Each of these waits by itself for longer than it works, so many of them fit side by side.
const pool = lanes(6);
const cases = (await loadScenarios()).flatMap(casesOf);
const folder = fileURLToPath(new URL('../../fixtures/diagnosers/hostile', import.meta.url));

/** What waits, decays or is answered late; and one of each other kind. */
const mayPass =
  /^(unavailable|dns|timeout|unreachable)\/|narrow|elsewhere|beyond|firewall-reject|proxy|edge|plain/;

describe.concurrent('waits: nothing changes while nobody does anything', () => {
  test.each(cases.filter(({ label }) => mayPass.test(label)).map(({ label }) => label))(
    '%s',
    (label) =>
      pool.use(async (lane) => {
        const diagnoser = await connectDiagnoser(`cmd:${folder}/waits`);
        const one = cases.find((each) => each.label === label)!;
        const seen = await runCase(lane, one, diagnoser, 20_000);
        expect(seen.standing).toBe('judged');
        expect(seen.diagnosed.map(({ verdict }) => verdict.grade)).toEqual(
          one.layers.flatMap(() => ['no-answer', 'no-answer']),
        );
        expect(seen.events.filter(({ type }) => type === 'rebuilt')).toEqual([]);
      }),
  );
});
