import type { Documented } from '../family.ts';
import { statusWords } from './statuses.ts';

const causes = ['edge-cannot-reach-origin'] as const;
const statuses = [520, 521, 522, 523, 524, 525, 526, 527, 530] as const;

const says = (means: string, first: string, ...others: string[]): Documented => ({
  by: 'Cloudflare',
  says: [first, ...others],
  means,
  causes,
  source: 'Cloudflare, Troubleshooting Cloudflare 5XX errors',
});

/** What web accelerators say of a server behind them that they cannot use. */
export const edgeWords: readonly Documented[] = [
  ...statusWords(statuses, { websocket: causes, http: causes }),
  says(
    'The server behind the accelerator answers with what is no HTTP, or with nothing.',
    'Error 520',
    'Error code 520',
    'error code: 520',
    'Web server is returning an unknown error',
  ),
  says(
    'The server behind the accelerator refuses its connection: it is down, or its firewall rejects it.',
    'Error 521',
    'Error code 521',
    'error code: 521',
    'Web server is down',
  ),
  says(
    'The server behind the accelerator does not answer its SYN: a firewall drops the addresses of the accelerator, or the machine is down.',
    'Error 522',
    'Error code 522',
    'error code: 522',
  ),
  says(
    'The accelerator has no way to the server behind it: its record there has a wrong address.',
    'Error 523',
    'Error code 523',
    'error code: 523',
    'Origin is unreachable',
  ),
  says(
    'The server behind the accelerator takes longer than 100 s to answer.',
    'Error 524',
    'Error code 524',
    'error code: 524',
  ),
  says(
    'The server behind the accelerator does not finish TLS with it.',
    'Error 525',
    'Error code 525',
    'error code: 525',
  ),
  says(
    'The accelerator does not accept the certificate of the server behind it.',
    'Error 526',
    'Error code 526',
    'error code: 526',
  ),
];
