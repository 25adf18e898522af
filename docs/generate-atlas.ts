/** Writes docs/atlas.md from knowledge/words/: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { atlasPage } from './atlas-page.ts';

writeFileSync(new URL('atlas.md', import.meta.url), atlasPage());
