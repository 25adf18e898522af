/** A slow service that answers: a loopback server. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { Request } from '../../vocabulary/index.ts';
import { diagnose } from '../index.ts';

const ask = async (symptom: Request['symptom']) => {
  const server = createServer((_, response) => {
    setTimeout(() => response.end('late'), 500);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { candidates, status } = await diagnose(
    {
      ...{ protocol: 1, id: 'opaque', vantage: 'client', deadlineMs: 60_000, seed: 1, symptom },
      target: { url: `http://127.0.0.1:${port}/` },
    },
    { connectDeadlineMs: 200 },
  );
  server.closeAllConnections();
  server.close();
  return { candidates: candidates.toSorted(), status };
};

test('an answer for which the plain client has waited is waited for', async () => {
  const waited = { stage: 'stay', code: 'connected', message: '', afterMs: 5000 } as const;
  expect(await ask(waited)).toEqual({ candidates: [], status: 'healthy' });
});

test('one that it has not had is not', async () => {
  const silent = { stage: 'upgrade', code: 'silence', message: '', afterMs: 5000 } as const;
  expect(await ask(silent)).toEqual({
    ...{ candidates: ['server-stalled', 'server-stopped'], status: 'diagnosed' },
  });
});
