/** Runs the clients of the atlas in a failure of each kind, and writes the table of docs/clients.md: `npm run clients`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { clientCases } from '../harness/clients/client-cases.ts';
import { usualExpectations } from '../harness/clients/facts.ts';
import { judgeClient } from '../harness/clients/judge-client.ts';
import { watchClient } from '../harness/clients/watch-client.ts';
import { lanePool } from '../harness/run/lane-pool.ts';
import { drawSeed } from '../harness/run/seed.ts';
import type { ClientProgram } from '../knowledge/client.ts';
import { clients } from '../knowledge/clients/index.ts';
import versions from '../knowledge/words/versions.json' with { type: 'json' };
import { clientsTable, marker } from './clients-page.ts';

const watchedMs = 12_000;
const seed = drawSeed();
const expected = { ...usualExpectations, reportsWithinMs: watchedMs, recoversWithinMs: watchedMs };
const programs = clients.filter(
  (one): one is ClientProgram => 'argv' in one && ['http', 'websocket'].includes(one.speaks),
);
const cases = await clientCases({});
const pool = lanePool(6);
await pool.open();
try {
  const measured = await Promise.all(
    programs.map(async ({ name, argv }) => ({
      name,
      judged: await Promise.all(
        cases.map((labCase) =>
          pool.use(async (lane) => {
            const program = (target: Parameters<typeof argv>[0]) => ({ argv: argv(target) });
            const facts = await watchClient(lane, labCase, program, { seed, expected });
            process.stderr.write(`${name}: ${labCase.label}\n`);
            return { outcomes: judgeClient(facts, expected), facts };
          }),
        ),
      ),
    })),
  );
  const page = new URL('clients.md', import.meta.url);
  const [text = ''] = readFileSync(page, 'utf8').split(marker);
  const known: Record<string, string> = versions;
  const told = programs.map(({ name }) =>
    (known[name] ?? '').replace(/ (?:\(cli\)|built on).*/, ''),
  );
  writeFileSync(
    page,
    text.trimEnd() +
      '\n\n' +
      clientsTable({ clients: measured, versions: [...new Set(told)], watchedMs }),
  );
} finally {
  await pool.close();
}
