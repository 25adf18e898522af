/** Writes docs/scenarios.md from the scenario files: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { catalogue } from './catalogue.ts';

writeFileSync(new URL('scenarios.md', import.meta.url), await catalogue());
