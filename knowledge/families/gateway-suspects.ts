import type { Suspect } from '../family.ts';

/** What is wrong between a proxy and the service behind it, likeliest first. */
export const suspectsBehind: readonly Suspect[] = [
  {
    cause: 'bad-gateway',
    look: [
      {
        on: 'server',
        run: 'ss -ltnp',
        shows: 'no listener where the proxy leads to; its error log says connect() failed (111)',
      },
    ],
  },
  {
    cause: 'upstream-closes',
    look: [
      {
        on: 'server',
        run: 'tail /var/log/nginx/error.log',
        shows: 'upstream prematurely closed connection, or recv() failed (104)',
      },
    ],
  },
  {
    cause: 'gateway-timeout',
    look: [
      { on: 'server', run: 'tail /var/log/nginx/error.log', shows: 'upstream timed out (110)' },
    ],
  },
  {
    cause: 'no-server-available',
    look: [
      {
        on: 'client',
        run: 'curl -i http://SERVER:PORT/',
        shows: '503 and "No server is available" (HAProxy) or "no healthy upstream" (Envoy)',
      },
    ],
  },
  {
    cause: 'edge-cannot-reach-origin',
    look: [
      {
        on: 'client',
        run: 'curl -i http://SERVER:PORT/',
        shows: 'a status from 520 to 530: a web accelerator that cannot use the server behind it',
      },
    ],
  },
  {
    cause: 'service-failing',
    look: [
      {
        on: 'client',
        run: 'curl -i http://SERVER:PORT/',
        shows: '500 or 503, with a page of the service itself',
      },
    ],
  },
];
