import { expect, test } from 'vitest';
import type { Event } from '../harness/events.ts';
import { conversationOf, goodAnswer } from '../harness/judge/sample-trial.ts';
import { jsonReport } from '../harness/report/json.ts';
import { sampleEvents } from '../harness/report/sample-events.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import { classes } from '../vocabulary/index.ts';
import { judgePeers } from './judge-peers.ts';

const label = 'refused/loopback-bind (ipv4)';

/** What the adapters beside each other told in the first case of the sample. */
function withTold(told: readonly object[]): Event[] {
  const stderr = told.map((one) => `peer ${JSON.stringify(one)}\n`).join('');
  return sampleEvents().map((event) =>
    event.type === 'diagnosed' && event.case === label && event.vantage === 'client'
      ? { ...event, conversation: conversationOf('{}', { stderr: `a word\n${stderr}` }) }
      : event,
  );
}

test('the answer of each adapter is judged, at both vantages', async () => {
  const said = (candidates: readonly string[]): string =>
    JSON.stringify({ ...goodAnswer, candidates });
  const ended = { exitCode: 0, signal: null };
  const events = withTold([
    { name: 'curl', ...ended, stdout: said(classes.refusedByTarget) },
    { name: 'nc', ...ended, stdout: said(['host-down']) },
    { name: 'openssl', ...ended, exitCode: 127, stdout: '' },
  ]);
  const run = jsonReport(scorecard(events));
  const reports = await judgePeers(events, run);
  const gradesOf = (name: string) =>
    Object.fromEntries(
      (reports.get(name)?.scenarios ?? [])
        .filter(({ id }) => id === 'refused/loopback-bind')
        .flatMap(({ results }) => results)
        .filter(({ form }) => form === 'ipv4')
        .map(({ vantage, grade }) => [vantage, grade]),
    );
  expect([...reports.keys()]).toEqual(['curl', 'nc', 'openssl']);
  expect(gradesOf('curl')).toEqual({ client: 'narrowest', 'client+server': 'vague' });
  expect(gradesOf('nc')).toEqual({ client: 'wrong', 'client+server': 'wrong' });
  expect(gradesOf('openssl')).toEqual({ client: 'unsupported', 'client+server': 'unsupported' });
});

test('cases in which no adapter looked have no grade', async () => {
  const events = sampleEvents();
  expect(await judgePeers(events, jsonReport(scorecard(events)))).toEqual(new Map());
});
