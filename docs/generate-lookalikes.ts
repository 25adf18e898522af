/** Writes docs/lookalikes.md from the scenario files and the recordings: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { lookalikesPage, recordedPairs } from './lookalikes-page.ts';

writeFileSync(new URL('lookalikes.md', import.meta.url), lookalikesPage(await recordedPairs()));
