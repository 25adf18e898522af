/** Writes docs/conclusions.txt from the recordings: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { allRecorded, conclusionOf, conclusionsHead } from './conclusions-page.ts';

const conclusions = await Promise.all(allRecorded.map((recorded) => conclusionOf(recorded)));
const page = `${[conclusionsHead, ...conclusions].join('\n\n')}\n`;
writeFileSync(new URL('conclusions.txt', import.meta.url), page);
