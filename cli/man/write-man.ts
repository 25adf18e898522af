/** Writes the man page to a file: `npm run build`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { version } from '../../harness/version.ts';
import { treeOf } from '../completion/command-tree.ts';
import { programFor } from '../program.ts';
import { manPage } from './man-page.ts';

const program = await programFor();

const [file = 'dist/man/badconn.1'] = process.argv.slice(2);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, manPage(treeOf(program), version));
