/** Writes docs/causes.md and its pages from vocabulary, scenarios and knowledge: `npm run docs`. */
import { causesPages } from './causes-page.ts';
import { writePages } from './pages.ts';

writePages(await causesPages());
