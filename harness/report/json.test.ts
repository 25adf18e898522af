import { expect, test } from 'vitest';
import { jsonReport, writeJsonReport } from './json.ts';
import { sampleEvents } from './sample-events.ts';
import { scorecard } from './scorecard.ts';
import { scorecardText } from './terminal.ts';

const report = jsonReport(scorecard(sampleEvents()));

test('the run', () => {
  const { scenarios, ...run } = report;
  expect(scenarios).toHaveLength(8);
  expect(run).toMatchInlineSnapshot(`
    {
      "asExpected": 0,
      "askedAgain": [],
      "diagnoser": "cmd:./my diagnoser",
      "durationMs": 14230,
      "exitCode": 4,
      "fellShort": 12,
      "guesses": [
        {
          "byChance": 0,
          "knowsMore": false,
          "named": 0,
          "right": 0,
          "tail": 1,
          "vantage": "client",
          "verdicts": 4,
        },
      ],
      "lookalikes": [
        {
          "cases": [
            "healthy/icmp-blocked",
            "protocol/http-to-websocket",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "healthy/icmp-blocked",
            "protocol/http-to-websocket",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "healthy/icmp-blocked",
            "refused/loopback-bind (ipv4)",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "healthy/icmp-blocked",
            "refused/loopback-bind (ipv4)",
          ],
          "passed": true,
          "vantage": "client+server",
        },
        {
          "cases": [
            "healthy/icmp-blocked",
            "refused/loopback-bind (ipv6)",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "healthy/icmp-blocked",
            "refused/loopback-bind (ipv6)",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "healthy/icmp-blocked",
            "refused/not-listening",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "healthy/icmp-blocked",
            "refused/not-listening",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "healthy/icmp-blocked",
            "timeout/host-firewall-drop",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "healthy/icmp-blocked",
            "timeout/host-firewall-drop",
          ],
          "passed": true,
          "vantage": "client+server",
        },
        {
          "cases": [
            "healthy/plain",
            "protocol/http-to-websocket",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "healthy/plain",
            "protocol/http-to-websocket",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "healthy/plain",
            "refused/loopback-bind (ipv4)",
          ],
          "passed": true,
          "vantage": "client",
        },
        {
          "cases": [
            "healthy/plain",
            "refused/loopback-bind (ipv4)",
          ],
          "passed": true,
          "vantage": "client+server",
        },
        {
          "cases": [
            "healthy/plain",
            "refused/loopback-bind (ipv6)",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "healthy/plain",
            "refused/loopback-bind (ipv6)",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "healthy/plain",
            "refused/not-listening",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "healthy/plain",
            "refused/not-listening",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "healthy/plain",
            "timeout/host-firewall-drop",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "healthy/plain",
            "timeout/host-firewall-drop",
          ],
          "passed": true,
          "vantage": "client+server",
        },
        {
          "cases": [
            "protocol/http-to-websocket",
            "refused/loopback-bind (ipv4)",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "protocol/http-to-websocket",
            "refused/loopback-bind (ipv4)",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "protocol/http-to-websocket",
            "refused/loopback-bind (ipv6)",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "protocol/http-to-websocket",
            "refused/loopback-bind (ipv6)",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "protocol/http-to-websocket",
            "refused/not-listening",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "protocol/http-to-websocket",
            "refused/not-listening",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "protocol/http-to-websocket",
            "timeout/host-firewall-drop",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "protocol/http-to-websocket",
            "timeout/host-firewall-drop",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "refused/loopback-bind (ipv4)",
            "refused/not-listening",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "refused/loopback-bind (ipv4)",
            "refused/not-listening",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "refused/loopback-bind (ipv4)",
            "timeout/host-firewall-drop",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "refused/loopback-bind (ipv4)",
            "timeout/host-firewall-drop",
          ],
          "passed": true,
          "vantage": "client+server",
        },
        {
          "cases": [
            "refused/loopback-bind (ipv6)",
            "refused/not-listening",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "refused/loopback-bind (ipv6)",
            "refused/not-listening",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "refused/loopback-bind (ipv6)",
            "timeout/host-firewall-drop",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "refused/loopback-bind (ipv6)",
            "timeout/host-firewall-drop",
          ],
          "passed": false,
          "vantage": "client+server",
        },
        {
          "cases": [
            "refused/not-listening",
            "timeout/host-firewall-drop",
          ],
          "passed": false,
          "vantage": "client",
        },
        {
          "cases": [
            "refused/not-listening",
            "timeout/host-firewall-drop",
          ],
          "passed": false,
          "vantage": "client+server",
        },
      ],
      "passed": 6,
      "rebuilt": [
        {
          "case": "unavailable/ports-held",
          "what": "lane",
          "why": "the container ended",
        },
      ],
      "seed": "7e577e577e577e577e577e577e577e57",
      "skipped": 0,
      "vantages": [
        "client",
        "client+server",
      ],
      "version": "0.1.0",
      "why": "A lab failed.",
    }
  `);
});

test('a scenario with forms', () => {
  const { phases, results, ...rest } = report.scenarios.find(({ id }) => id.includes('loopback'))!;
  expect(rest).toEqual({
    id: 'refused/loopback-bind',
    standing: 'judged',
    worst: 'wrong',
    durationMs: 2860,
    cases: [
      { form: 'ipv4', standing: 'judged', stage: 'connect' },
      { form: 'ipv6', standing: 'judged', stage: 'connect' },
    ],
  });
  expect(phases[0]).toEqual({ phase: 'baseline', form: 'ipv4', ok: true, durationMs: 210 });
  expect(results.at(-1)).toEqual({
    vantage: 'client+server',
    form: 'ipv6',
    grade: 'wrong',
    candidates: ['wrong-port'],
    durationMs: 380,
    why: 'The true cause is not among the candidates; the cause is loopback-bind.',
    breaches: [],
    leftProcesses: 0,
  });
});

test('a phase that failed says why', () => {
  const { phases } = report.scenarios.find(({ standing }) => standing === 'inconclusive')!;
  expect(phases).toMatchObject([
    { phase: 'baseline', ok: false, error: expect.stringContaining('no connection') },
  ]);
});

test('one document is written, with a line feed', () => {
  const written: string[] = [];
  writeJsonReport(scorecard(sampleEvents()), (text) => written.push(text));
  expect(written.join('').endsWith('}\n')).toBe(true);
  expect(JSON.parse(written.join(''))).toEqual(report);
});

test('a run that has not ended has no exit code', () => {
  const cut = jsonReport(scorecard(sampleEvents().slice(0, 1)));
  expect(cut).toMatchObject({ exitCode: null, passed: 0, fellShort: 0, skipped: 18 });
});

test('where a case lies on its axes', () => {
  const at = 'ipVersion=6,noise=rules';
  const events = sampleEvents().map((event) =>
    event.type === 'case-started' ? { ...event, at } : event,
  );
  const { scenarios } = jsonReport(scorecard(events));
  expect(scenarios.flatMap(({ cases }) => cases).map((each) => each.at)).toEqual(
    scenarios.flatMap(({ cases }) => cases).map(() => at),
  );
  const text = scorecardText(scorecard(events), { columns: 100, colour: false });
  expect(text).toMatch(/^ {2}at +ipVersion=6,noise=rules$/m);
});
