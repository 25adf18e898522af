import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { progressOf } from './lesson-events.ts';
import { LessonLog, lessonFolder, lessonsIn } from './lesson-log.ts';

const exercise = { number: 12_345, seed: '0123456789abcdef0123456789abcdef' };
let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lesson-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function begin(): LessonLog {
  const log = LessonLog.open(folder, exercise);
  log.append({ type: 'lesson-started', version: '1', ...exercise });
  log.append({ type: 'hint', step: 1 });
  log.append({ type: 'server-called' });
  return log;
}

test('a lesson goes on where its log ends, even if a crash cut off the last line', () => {
  const { file } = begin();
  appendFileSync(file, '{"type":"hint","st');
  const again = LessonLog.open(folder, exercise);
  expect(progressOf(again.events)).toMatchObject({ hints: 1, isServerCalled: true });
  again.append({ type: 'hint', step: 2 });
  expect(lessonsIn(folder)).toMatchObject([{ ...exercise, hints: 2, isFinished: false }]);
});

test('a harm is gone once the mend is clean, and a reset takes back what was solved', () => {
  const log = begin();
  log.append({ type: 'harm-seen', harms: ['the firewall is off'] });
  expect(progressOf(log.events)).toMatchObject({ harms: ['the firewall is off'], isSolved: false });
  log.append({ type: 'solved', afterMs: 5 });
  expect(progressOf(log.events)).toMatchObject({ harms: [], isSolved: true });
  log.append({ type: 'reset' });
  log.append({ type: 'finished' });
  expect(progressOf(log.events)).toMatchObject({ isSolved: false, resets: 1, isFinished: true });
});

test('a folder that is not there holds no lesson, nor does a file without a beginning', () => {
  expect(lessonsIn(join(folder, 'nowhere'))).toEqual([]);
  appendFileSync(join(folder, 'x.jsonl'), '{"type":"hint","step":1}\n');
  expect(lessonsIn(folder)).toEqual([]);
});

test('logs are kept in the folder for states', () => {
  expect(lessonFolder({ XDG_STATE_HOME: '/state' })).toBe('/state/badconn/lessons');
});
