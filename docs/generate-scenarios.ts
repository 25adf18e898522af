/** Writes docs/scenarios.md and its pages from the scenario files: `npm run docs`. */
import { catalogue } from './catalogue.ts';
import { writePages } from './pages.ts';

writePages(await catalogue());
