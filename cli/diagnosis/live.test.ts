import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Evidence } from '../../diagnoser/index.ts';
import { forTerminal } from '../../harness/report/for-terminal.ts';
import { allRecorded } from '../../docs/conclusions-page.ts';
import { liveLadder } from './live.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A screen that knows what the ladder uses: up by lines, and clear to the end (ECMA-48, 8.3.22, 8.3.39). */
function screen() {
  let lines: string[] = [];
  let writes = 0;
  return {
    write(text: string): void {
      writes += 1;
      for (const part of forTerminal(text).split(new RegExp(`(${esc}\\[\\d+[AJ])`))) {
        const up = /\[(\d+)A/.exec(part)?.[1];
        if (up !== undefined) lines = lines.slice(0, lines.length - Number(up));
        else if (!part.endsWith('[0J')) lines.push(...part.split('\n').slice(0, -1));
      }
    },
    lines: () => lines,
    writes: () => writes,
  };
}

const evidence = (): Evidence => {
  const found = allRecorded.find(({ name }) => name.endsWith('evidence/not-listening'));
  if (found?.recording.client === undefined) throw new Error('not-listening is not recorded');
  return found.recording.client;
};

const esc = '\x1b';
const look = { columns: 80, colour: false };

describe('while a diagnosis is under way', () => {
  test('a watched terminal shows at once what is done, for how long, and each stage once it is known', async () => {
    const shown = screen();
    const live = liveLadder({ ...look, live: true, write: shown.write });
    live.doing('a plain client connects');
    expect(shown.lines()).toEqual(['  … a plain client connects, 0.0 s']);
    vi.advanceTimersByTime(2000);
    expect(shown.lines()).toEqual(['  … a plain client connects, 2.0 s']);
    live.gathered({ ...evidence(), attempts: [] }, 'connect');
    await vi.advanceTimersByTimeAsync(0);
    expect(shown.lines()).toEqual([
      '  ✓ name              10.77.1.3 is an address: nothing to look up',
      '  … connecting, 0.0 s',
    ]);
    live.gathered(evidence(), 'closer');
    await vi.advanceTimersByTimeAsync(0);
    expect(shown.lines().map((line) => line.slice(2, 13).trim())).toEqual([
      '✓ name',
      '✓ local',
      '✗ connect',
      '',
      '… looking c',
    ]);
    live.end();
    expect(shown.lines()).toEqual([]);
  });

  test('nothing is drawn after the end, however late something comes', async () => {
    const shown = screen();
    const live = liveLadder({ ...look, live: true, write: shown.write });
    live.doing('connecting');
    live.gathered(evidence(), 'closer');
    live.end();
    await vi.advanceTimersByTimeAsync(5000);
    expect(shown.lines()).toEqual([]);
  });

  test('where nobody watches nothing is written', async () => {
    const shown = screen();
    const live = liveLadder({ ...look, live: false, write: shown.write });
    live.doing('connecting');
    live.gathered(evidence(), 'closer');
    live.end();
    await vi.advanceTimersByTimeAsync(5000);
    expect(shown.writes()).toBe(0);
  });
});
