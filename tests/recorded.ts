/**
 * What the reference diagnoser gathered in each case of the lab, kept in the repository: the same
 * is concluded from it without Docker, and the lab must still look like it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { conclude, type Evidence } from '../diagnoser/index.ts';
import { casesFolder } from '../cli/export/recorded-cases.ts';
import type { Case } from '../harness/case/case.ts';
import type { Event } from '../harness/events.ts';

export { recordedCases, type CaseRecording } from '../cli/export/recorded-cases.ts';
export const folder = casesFolder;

export const fileOf = ({ key }: Pick<Case, 'key'>): string => `${folder}${key}.json`;

/** The evidence that the reference diagnoser wrote to its stderr on the way to a verdict. */
export function evidenceIn({ conversation }: Extract<Event, { type: 'diagnosed' }>): Evidence {
  const line = conversation.stderr.split('\n').find((labCase) => labCase.startsWith('evidence {'));
  if (line === undefined) throw new Error('the reference diagnoser wrote no evidence to stderr');
  return JSON.parse(line.slice('evidence '.length)) as Evidence;
}

/** Without the server's counters that did not move, of which no verdict is drawn; the others begin at 0. */
export function compact(evidence: Evidence): Evidence {
  const { server } = evidence;
  if (server?.after === undefined) return evidence;
  const { before, after } = server;
  const moved = Object.entries(after.counters).flatMap(([name, now]): [string, number][] => {
    const by = now - (before.counters[name] ?? 0);
    return by === 0 ? [] : [[name, by]];
  });
  const still = moved.map(([name]): [string, number] => [name, 0]);
  return {
    ...evidence,
    server: {
      ...server,
      before: { ...before, counters: Object.fromEntries(still) },
      after: { ...after, counters: Object.fromEntries(moved) },
    },
  };
}

/** Keeps the names of all counters that a report may have, for the requests that are made of recordings. */
export async function addCounters(counters: Record<string, number>): Promise<void> {
  const file = new URL('./recorded/counters.txt', import.meta.url);
  const known = (await readFile(file, 'utf8')).trim().split('\n');
  const all = [...new Set([...known, ...Object.keys(counters)])].toSorted();
  if (all.length > known.length) await writeFile(file, `${all.join('\n')}\n`);
}

const outOfReach = ['silence', 'EHOSTUNREACH', 'ENETUNREACH'];

/**
 * What an attempt found, without what hangs on when it looked: the kernel gives up an address that nobody has after
 * three seconds and then says so at once for a while (arp(7), mcast_solicit), ICMP errors are limited in number
 * (icmp(7), icmp_ratelimit), and a reset may come before the program learns that its connection stands. Only where
 * that is so: a client that met silence, or was refused, met just that.
 */
function found(code: string, symptom: string): string {
  const mayBeTold = ['EHOSTUNREACH', 'ENETUNREACH', 'connected'].includes(symptom);
  if (mayBeTold && outOfReach.includes(code)) return 'out of reach';
  return code === 'ECONNRESET' && symptom === code ? 'connected' : code;
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
    attempts: told(
      attempts.map(({ code, local }) => `${found(code, symptom.code)}${local ? ', local' : ''}`),
    ),
    handshakes: told(
      handshakes.map((labCase) =>
        [labCase.asked, labCase.answer, labCase.status, labCase.accepted].join(' '),
      ),
    ),
    server: server && { attempts: server.attempts, root: server.before.root },
    verdict: { status, candidates, action: remedy?.action },
  };
}
