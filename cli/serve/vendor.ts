/**
 * Copies the page's terminal library, as built by its authors, into the published package: node cli/serve/vendor.ts
 * <folder>
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vendored } from './vendored.ts';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
const [folder = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const [name, from] of Object.entries(vendored))
  copyFileSync(join(modules, from), join(folder, name));
// The licence requires its text beside each copy.
copyFileSync(join(modules, '@xterm/xterm/LICENSE'), join(folder, 'xterm.LICENSE'));
