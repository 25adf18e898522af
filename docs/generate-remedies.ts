/** Writes docs/remedies.md from the vocabulary: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { remediesPage } from './remedies-page.ts';

writeFileSync(new URL('remedies.md', import.meta.url), remediesPage());
