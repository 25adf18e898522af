import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { awaitOutput } from './await-output.ts';

test('what was waited for leaves no listener behind, whatever came of it', async () => {
  const child = spawn('cat', { stdio: ['pipe', 'pipe', 'ignore'] });
  const counts = (): number[] => [
    ...['close', 'error'].map((event) => child.listenerCount(event)),
    child.stdout.listenerCount('data'),
  ];
  const before = counts();
  const seen = (text: string): string | undefined => (text.includes('\n') ? text : undefined);
  for (let turn = 0; turn < 3; turn += 1) {
    const answer = awaitOutput(child, [child.stdout], seen, 10_000);
    child.stdin.write(`${turn}\n`);
    expect(await answer).toBe(`${turn}\n`);
  }
  await expect(awaitOutput(child, [child.stdout], seen, 1)).rejects.toThrow('within 1 ms');
  expect(counts()).toEqual(before);
  child.stdin.end();
  await once(child, 'close');
});
