/** Writes the bundles of the published package, which has no bundler: node machine/write-bundles.ts <folder> */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, bundleName } from '../harness/engine/bundle.ts';
import { referenceFiles } from '../harness/guest/reference.ts';
import { hostEntries } from './inputs.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder = ''] = process.argv.slice(2);

const write = (path: string, content: Buffer): void => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
};

for (const entry of hostEntries) write(bundleName(entry), await bundle(root, entry));
for (const { name, content } of await referenceFiles()) write(`diagnoser/${name}`, content);
write('harbor-judge.cjs', await bundle(root, 'cli/export/harbor-judge.ts'));
// Its code is in the bundles of hosts, and its licence asks to go along.
write('ws.LICENSE', readFileSync(join(root, 'node_modules/ws/LICENSE')));
