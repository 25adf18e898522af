import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pictures, textOfReadme } from './picture.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('README shows what diagnose says of evidence that was recorded', async () => {
  const shown = /^```\n\$ npx badconn diagnose .*\n([^`]+)```$/m.exec(readme)?.[1];
  // Without the line that says how much more there is.
  const text = (await textOfReadme(false)).replace(/\n\d+ more observations: -v\n$/, '');
  expect(`${shown}`).toBe(text);
});

test('README has its pictures, which are what diagnose prints (npm run docs renews them)', async () => {
  for (const [path, picture] of await pictures()) {
    expect(readme).toContain(`docs/${path}`);
    expect(readFileSync(new URL(path, import.meta.url), 'utf8')).toBe(picture);
    // Nothing of our own marks is left, and nothing is loaded from elsewhere.
    expect(picture).not.toMatch(/(?!\n)\p{Cc}|href|url\(/u);
  }
});
