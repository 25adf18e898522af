import { globSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Imports of files that remain at run time, `import()` among them, which the lint rule no-cycle does not follow. */
const loading = /^(?:import|export)\s(?!type\s)[^'"]*?'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm;

const isTypeQuery = (source: string, at: number): boolean =>
  /\btypeof $|^\s*(?:export )?type .*$/m.test(source.slice(source.lastIndexOf('\n', at) + 1, at));

function loadedBy(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(loading)]
    .filter(({ 0: text, index }) => !text.startsWith('import(') || !isTypeQuery(source, index))
    .map((match) => normalize(join(file, '..', match[1] ?? match[2] ?? '')));
}

/** The first way from a file back to itself, for each file that has one. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const follow = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(' > '));
    else if (!done.has(file)) {
      for (const next of graph.get(file) ?? []) follow(next, [...way, file]);
      done.add(file);
    }
  };
  for (const file of graph.keys()) follow(file, []);
  return found;
}

test('a circle is found, and a lasso is told without its rope', () => {
  const graph = new Map([
    ['rope', ['a']],
    ['a', ['b']],
    ['b', ['a', 'end']],
    ['end', []],
  ]);
  expect(circlesIn(graph)).toEqual(['a > b > a']);
});

test('no file loads itself by way of others, within functions included', () => {
  const files = globSync(
    '{cli,client,collector,diagnoser,fixtures,harness,knowledge,machine,scenarios,tests,vocabulary}/**/*.ts',
    { cwd: root },
  );
  const graph = new Map(files.map((file) => [file, loadedBy(file)]));
  const lazily = files.filter((file) => readFileSync(join(root, file), 'utf8').includes('import('));
  expect(lazily.length).toBeGreaterThan(10);
  expect(graph.get('cli/hunt.ts')).toContain('cli/hunt-cases.ts');
  expect(graph.get('harness/case/cover.ts')).toContain('harness/topology/draw-point.ts');
  expect(circlesIn(graph)).toEqual([]);
});
