/** Times what a person waits for, as whole processes, and prints JSON. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { rows, type Measured } from './rows.ts';

const names = Object.keys(rows);
const help = `npm run bench -- [row…] [--against <folder>] [--times <number>]

Rows: ${names.join(', ')} (all by default).
Each is run --times times (7 by default; whole at most 3, hunt and image once). The medians are printed, with the load
of the machine before them.
--against <folder>: another checkout with its dependencies and image; the turns alternate, and the ratio is ours to
theirs: below 1 is faster.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    against: { type: 'string' },
    times: { type: 'string', default: '7' },
    help: { type: 'boolean' },
  },
});
const unknown = positionals.filter((name) => !names.includes(name));
const times = Number(values.times);
if (values.help || unknown.length > 0 || !(times >= 1)) {
  (values.help ? process.stdout : process.stderr).write(help);
  process.exit(values.help ? 0 : 2);
}

const here = fileURLToPath(new URL('../..', import.meta.url));
const checkouts = [here, ...(values.against === undefined ? [] : [resolve(values.against)])];
const atMost: Readonly<Record<string, number>> = { image: 1, hunt: 1, whole: 3 };

function medians(turns: readonly Measured[]): Measured {
  const of = (name: string): number => {
    const sorted = turns.map((turn) => turn[name] ?? 0).toSorted((one, other) => one - other);
    return sorted[sorted.length >> 1] ?? 0;
  };
  return Object.fromEntries(Object.keys(turns[0] ?? {}).map((name) => [name, of(name)]));
}

async function pairs(name: string): Promise<object> {
  const load = loadavg()[0]?.toFixed(1);
  const turns: Measured[][] = checkouts.map(() => []);
  const count = Math.min(times, atMost[name] ?? times);
  for (let turn = 0; turn < count; turn += 1) {
    for (const [index, checkout] of checkouts.entries()) {
      const measured = await rows[name]?.(checkout);
      if (measured) turns[index]?.push(measured);
    }
  }
  const [ours = {}, theirs] = turns.map(medians);
  if (theirs === undefined) return { load, times: count, ...ours };
  const ratio = Object.entries(ours).map(([field, value]) => {
    return [field, Number((value / (theirs[field] || 1)).toFixed(2))] as const;
  });
  return { load, times: count, ours, theirs, ratio: Object.fromEntries(ratio) };
}

const machine = {
  cores: availableParallelism(),
  cpu: cpus()[0]?.model ?? '',
  node: process.version,
};
const report: Record<string, object> = { machine };
for (const name of positionals.length > 0 ? positionals : names) {
  report[name] = await pairs(name).catch((error: unknown) => ({ error: String(error) }));
  process.stderr.write(`${name}: ${JSON.stringify(report[name])}\n`);
}
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
