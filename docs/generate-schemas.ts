/** Writes schemas/ from the vocabulary: `npm run docs`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { schemaFiles } from './schemas.ts';

mkdirSync(new URL('../vocabulary/schemas/1/', import.meta.url), { recursive: true });
for (const [file, text] of Object.entries(schemaFiles)) {
  writeFileSync(new URL(`../${file}`, import.meta.url), text);
}
