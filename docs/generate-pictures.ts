/** Writes docs/pictures/ from evidence that was recorded: `npm run docs`. */
import { writePages } from './pages.ts';
import { pictures } from './picture.ts';

writePages(await pictures());
