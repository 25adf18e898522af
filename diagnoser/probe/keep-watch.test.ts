import { expect, test } from 'vitest';
import type { Attempt, Evidence } from '../evidence.ts';
import { keepWatch } from './keep-watch.ts';

const target = { url: 'tcp://127.0.0.1:9', scheme: 'tcp', host: '127.0.0.1', port: 9, path: '/' };
const evidence = (): Evidence =>
  ({
    ...{ version: 1, vantage: 'client', target, signs: [], neighbours: [] },
    ...{ attempts: [], handshakes: [], symptom: { code: 'silence', message: '', afterMs: 600 } },
  }) as Evidence;

test('signs of life are waited for, even where the SYN was given up before they were asked for', async () => {
  const seen = evidence();
  const attempt: Attempt = {
    ...{ address: '127.0.0.1', port: 9, code: 'silence', message: 'no answer' },
    ...{ local: false, afterMs: 300 },
  };
  await keepWatch(seen, [], '127.0.0.1', Promise.resolve([{ attempt }]));
  // A loopback interface answers for every port.
  expect(seen.signs.filter(({ code }) => code !== 'silence').length).toBeGreaterThan(0);
});
