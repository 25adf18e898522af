import { addAbortListener } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Case } from '../harness/case/case.ts';
import { clientCases } from '../harness/clients/client-cases.ts';
import { clientTable, type JudgedClient } from '../harness/clients/client-table.ts';
import type { ClientEvidence } from '../harness/clients/evidence.ts';
import { clientPage, type ShownClient } from '../harness/clients/client-page.ts';
import { connectClient } from '../harness/clients/connect-client.ts';
import { named, outcomes, type Expectations } from '../harness/clients/facts.ts';
import { judgeClient } from '../harness/clients/judge-client.ts';
import { clientIn, watchClient } from '../harness/clients/watch-client.ts';
import { namedEngine, openEngine } from '../harness/engine/open.ts';
import { say, stdout } from '../harness/output.ts';
import { lanePool } from '../harness/run/lane-pool.ts';
import { drawSeed, readSeed } from '../harness/run/seed.ts';
import { typedWord } from '../harness/shell-word.ts';
import { version } from '../harness/version.ts';
import type { ClientFlags } from './client.ts';
import { interruptSignal } from './interrupt.ts';
import { duration, oneOf, wholeNumber } from './options.ts';
import { writeReport } from './report-files.ts';

/** Judges a client in each failure. Resolves to the exit code. */
export async function judgeClients(
  given: string,
  ids: readonly string[],
  options: ClientFlags,
): Promise<number> {
  const expected = expectationsOf(options);
  const seed = options.seed === undefined ? drawSeed() : readSeed('--seed', options.seed);
  const scheme = options.scheme && oneOf('client --scheme', options.scheme, ['ws', 'http', 'tcp']);
  const jobs = wholeNumber('client --jobs', options.jobs, [1, 64]) ?? availableParallelism() + 1;
  const engine = namedEngine(options.engine);
  const client = await connectClient(given);
  const cases = await clientCases({
    ...{ scenarios: ids, scenariosFrom: options.scenarios },
    scheme: scheme === '' ? undefined : scheme,
  });
  const { html } = options;
  // Fails before any run if the report cannot be written.
  if (html !== undefined) await writeReport(html, '', '--html', 'a');
  const evidence = new Map<Case, ClientEvidence>();
  const show = (labCase: Case): ((one: ClientEvidence) => void) | undefined =>
    html === undefined ? undefined : (one) => void evidence.set(labCase, one);
  const signal = interruptSignal();
  const pool = lanePool(Math.min(jobs, cases.length), (tell) => openEngine(tell, signal, engine));
  await pool.open();
  addAbortListener(signal, () => void pool.close().catch(() => undefined));
  try {
    const judged = await Promise.all(
      cases.map((labCase) =>
        pool.use(async (lane): Promise<JudgedClient> => {
          const program = await clientIn(lane, client);
          const how = { seed, expected, show: show(labCase) };
          const facts = await watchClient(lane, labCase, program, how);
          const found = judgeClient(facts, expected);
          say(`${found[0] === 'right' ? '✓' : '✗'} ${labCase.label}: ${found.join(', ')}`);
          return { outcomes: found, facts };
        }),
      ),
    );
    const wrong = judged.filter((one) => one.outcomes[0] !== 'right');
    if (html !== undefined) {
      const shown = cases.flatMap((labCase, index): ShownClient[] => {
        const [one, own] = [judged[index], evidence.get(labCase)];
        const again = `npx badconn client ${typedWord(given)} ${labCase.id} --seed ${seed}`;
        return one && own ? [{ ...one, evidence: own, again }] : [];
      });
      const page = clientPage({ version, client: given, seed, expected, shown });
      await writeReport(html, page, '--html');
    }
    if (options.json) stdout.json({ version, client: given, seed, expected, judged });
    else
      stdout.text(`${[...clientTable(judged), '', ...legend(wrong), `seed ${seed}`].join('\n')}\n`);
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await pool.close();
  }
}

const legend = (wrong: readonly JudgedClient[]): string[] =>
  [...new Set(wrong.flatMap((one) => one.outcomes))].map((one) => `${one}: ${outcomes[one]}`);

function expectationsOf(options: ClientFlags): Expectations {
  const { reportsWithin, backoff, recoversWithin, names = '' } = options;
  return {
    reportsWithinMs: duration('client --reports-within', reportsWithin),
    attempts: {
      most: wholeNumber('client --attempts', options.attempts, [1, 100_000]),
      perMs: 1000,
    },
    backoffMs: duration('client --backoff', backoff),
    recoversWithinMs: duration('client --recovers-within', recoversWithin),
    connections: wholeNumber('client --connections', options.connections, [0, 100_000]),
    names: names
      .split(',')
      .filter(Boolean)
      .map((one) => oneOf('client --names', one.trim(), named)),
  };
}
