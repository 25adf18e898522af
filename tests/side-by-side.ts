/**
 * Runs scripts of package.json side by side: `node tests/side-by-side.ts <script…>`. The first prints as it
 * goes; what the others print comes after it, each whole, in the order in which they are named. Exits with 1
 * if any fails, after all have ended.
 */
import { execa } from 'execa';

const [first = '', ...others] = process.argv.slice(2);
const run = (script: string, output: 'inherit' | 'pipe') => {
  const options = { all: true, reject: false, stdout: output, stderr: output } as const;
  return { script, child: execa(process.execPath, ['--run', script], options) };
};
for (const { script, child } of [run(first, 'inherit'), ...others.map((one) => run(one, 'pipe'))]) {
  const { all, exitCode } = await child;
  if (all) console.log(all);
  if (exitCode === 0) continue;
  console.error(`${script} failed. To run it alone: node --run ${script}`);
  process.exitCode = 1;
}
