import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const here = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const blocks = [...here('outside.md').matchAll(/<!-- (\S+) -->\n\n```ts\n(.*?)```/gs)];

test('the page shows three files', () => {
  expect(blocks.length).toBe(3);
});

test.each(blocks.map(([, file = '', shown]) => ({ file, shown })))(
  '$file is shown as it is',
  ({ file, shown }) => {
    expect(shown).toBe(here(`../${file}`));
  },
);
