/**
 * What the reference diagnoser gathered in each case of the lab, kept in the repository: the same
 * is concluded from it without Docker, and the lab must still look like it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { conclude, type Evidence } from '../diagnoser/index.ts';
import type { Case } from '../harness/case/case.ts';
import type { Recording } from '../diagnoser/recording.ts';
import type { Event } from '../harness/events.ts';
import { shippedRun } from '../harness/run/shipped-run.ts';

export const folder = fileURLToPath(new URL('./recorded/cases/', import.meta.url));

/** Of the run that is recorded: what is drawn from it is part of the truth of a case. */
export const recordedSeed = String(
  shippedRun().find((event) => event.type === 'run-started')?.seed,
);

export const fileOf = ({ key }: Pick<Case, 'key'>): string => `${folder}${key}.json`;

export function recordingOf({ key }: Pick<Case, 'key'>): Recording {
  const file = fileOf({ key });
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Recording;
  throw new Error(`${key} has not been recorded: npm run record -- ${key}`);
}

/** The evidence that the reference diagnoser wrote to its stderr on the way to a verdict. */
export function evidenceIn({ conversation }: Extract<Event, { type: 'diagnosed' }>): Evidence {
  const line = conversation.stderr.split('\n').find((one) => one.startsWith('evidence {'));
  if (line === undefined) throw new Error('the reference diagnoser wrote no evidence to stderr');
  return JSON.parse(line.slice('evidence '.length)) as Evidence;
}

/** Without the server's counters that did not move, of which no verdict is drawn. */
export function compact(evidence: Evidence): Evidence {
  const { server } = evidence;
  if (server?.after === undefined) return evidence;
  const { before, after } = server;
  const moved = (of: Record<string, number>): Record<string, number> =>
    Object.fromEntries(
      Object.entries(of).filter(([name]) => before.counters[name] !== after.counters[name]),
    );
  return {
    ...evidence,
    server: {
      ...server,
      before: { ...before, counters: moved(before.counters) },
      after: { ...after, counters: moved(after.counters) },
    },
  };
}

/** What of evidence is the same in every run, whatever the seed: no address, port, time or count. */
export async function outline(evidence: Evidence): Promise<unknown> {
  const { attempts, handshakes, symptom, vantage, target, server } = evidence;
  const { status, candidates, remedy } = await conclude(evidence);
  const told = (list: string[]): string[] => [...new Set(list)].toSorted();
  return {
    vantage,
    scheme: target.scheme,
    symptom: symptom.code,
    attempts: told(attempts.map(({ code, local }) => `${code}${local ? ', local' : ''}`)),
    handshakes: told(
      handshakes.map((one) => [one.asked, one.answer, one.status, one.accepted].join(' ')),
    ),
    server: server && { attempts: server.attempts, root: server.before.root },
    verdict: { status, candidates, action: remedy?.action },
  };
}
