/** Writes docs/atlas.md and its pages from knowledge/words/: `npm run docs`. */
import { atlasPages } from './atlas-page.ts';
import { writePages } from './pages.ts';

writePages(atlasPages());
