import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { holdForEach } from '../tests/hold-for-each.ts';
import { allRecorded, conclusionOf, conclusionsHead } from './conclusions-page.ts';

const [head, ...kept] = readFileSync(new URL('conclusions.txt', import.meta.url), 'utf8')
  .replace(/\n$/, '')
  .split(/\n\n(?=## )/);

test('docs/conclusions.txt holds every recording, and no other (npm run docs renews it)', () => {
  expect(head).toBe(conclusionsHead);
  const nameIn = (conclusion: string) => /^## (.*): /.exec(conclusion)?.[1];
  expect(kept.map(nameIn)).toEqual(allRecorded.map(({ name }) => name));
});

// `npm run mutate` loads the modules anew here: only so can it switch what they decide on import within a run.
test('what is concluded of each recording is what docs/conclusions.txt says', async () => {
  vi.resetModules();
  const { conclude } = await import('../diagnoser/conclude/index.ts');
  await holdForEach(
    [...allRecorded.entries()],
    ([, { name }]) => name,
    async ([index, recorded]) => expect(await conclusionOf(recorded, conclude)).toBe(kept[index]),
  );
});

test('no command takes a firewall rule away without the word that it may be meant', () => {
  const removing = kept
    .flatMap((conclusion) => conclusion.split('\n\n'))
    .filter((part) => /^\$ \w+ (?:-t \w+ )?-D /m.test(part));
  expect(removing.length).toBeGreaterThan(5);
  for (const part of removing) expect(part).toMatch(/^> .*may be meant/m);
});
