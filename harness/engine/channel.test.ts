import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Channel } from './channel.ts';

const clear = { op: 'clear', path: '/work' } as const;

function opened(): { channel: Channel; stdin: PassThrough; stdout: PassThrough } {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  return { channel: new Channel(stdin, stdout, () => 'its last words'), stdin, stdout };
}

test.each([
  ['ends', ({ stdout }: { stdout: PassThrough }) => stdout.end()],
  [
    'is destroyed before its end is read',
    ({ stdout }: { stdout: PassThrough }) => stdout.destroy(),
  ],
])('what waits for an agent fails when its output %s', async (_, end) => {
  const { channel, ...streams } = opened();
  const asked = Promise.allSettled([channel.ready, channel.request(clear)]);
  end(streams);
  const message = expect.stringContaining('its last words') as string;
  const lost = { code: 'ENGINE_LOST', message };
  const failed = { status: 'rejected', reason: expect.objectContaining(lost) as unknown };
  expect(await asked).toEqual([failed, failed]);
  await expect(channel.request(clear)).rejects.toMatchObject(lost);
});

test('replies are matched by their id, whatever their order', async () => {
  const { channel, stdout } = opened();
  const [first, second] = [1, 2].map(() => channel.request(clear));
  for (const id of [2, 0, 1])
    stdout.write(`${JSON.stringify({ id, ok: true, result: `reply ${id}` })}\n`);
  expect(await Promise.all([first, second, channel.ready])).toEqual([
    'reply 1',
    'reply 2',
    'reply 0',
  ]);
});
