/** Writes the table of docs/containers.md: `npm run docs`. A test in Docker measures what it says. */
import { readFileSync, writeFileSync } from 'node:fs';
import { containerFaultsText, marker } from './container-faults.ts';

const page = new URL('containers.md', import.meta.url);
const [text = ''] = readFileSync(page, 'utf8').split(marker);
writeFileSync(page, text + containerFaultsText());
