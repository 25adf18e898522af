import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): Promise<string> => readFile(join(root, file), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/** As GitHub makes an anchor of a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchor(heading));

test.each(pages)('links of %s lead somewhere', async (page) => {
  const text = await read(page);
  const broken: string[] = [];
  for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
    if (/^https?:/.test(target)) continue;
    const [path = '', fragment] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    const isThere = existsSync(join(root, file));
    const hasAnchor = !fragment || (isThere && anchorsOf(await read(file)).includes(fragment));
    if (!isThere || !hasAnchor) broken.push(target);
  }
  expect(broken).toEqual([]);
});

test.each(pages)('paths that %s names are there', async (page) => {
  const rooms =
    'cli|client|collector|diagnoser|docker|docs|fixtures|harness|knowledge|machine|scenarios|tests|vocabulary';
  const named = (await read(page)).matchAll(new RegExp(`\`((?:${rooms})/[\\w./-]*)\``, 'g'));
  // Files that the page tells its reader to write.
  const toBeWritten = [
    'scenarios/refused/bound-elsewhere.ts',
    'scenarios/protocol/x-maintenance-mode.ts',
  ];
  const missing = [...named]
    .map(([, path = '']) => path)
    .filter((path) => !toBeWritten.includes(path) && !existsSync(join(root, path)));
  expect(missing).toEqual([]);
});

test.each(pages)('commands that %s shows know the options that they are given', async (page) => {
  const text = (await read(page)).replaceAll(/\\\n|(?<=badconn [a-z]+ .*)\n +(?=--)/g, ' ');
  const shown = [...text.matchAll(/\bbadconn ([a-z]+) ([^\n`#|>]*--[^\n`#|>]*)/g)];
  const options = new Map<string, string>();
  for (const [line, command = '', rest = ''] of shown) {
    if (!options.has(command)) {
      const help = [join(root, 'cli/badconn.js'), command, '--help'];
      options.set(command, (await execa(process.execPath, help)).stdout);
    }
    // What stands in quotes is a command of its own, as behind `agent:`.
    const own = rest.replaceAll(/"[^"]*"/g, '""').split(' -- ')[0];
    for (const [option] of own?.matchAll(/--[a-z-]+/g) ?? []) {
      expect(options.get(command), line).toMatch(new RegExp(`^ +.*${option}\\b`, 'm'));
    }
  }
});

describe('README', () => {
  test('names every command, and no other', async () => {
    const { stdout } = await execa(process.execPath, [join(root, 'cli/badconn.js'), '--help']);
    const [list = ''] = stdout.split('Begin here:\n');
    const words = (text: string, pattern: RegExp): string[] =>
      [...text.matchAll(pattern)].map(([, name = '']) => name).filter((name) => name !== 'help');
    const commands = words(list, /^ {2}([a-z]+) /gm);
    const named = words(await read('README.md'), /^\| `badconn ([a-z]+)/gm);
    expect(commands.length).toBeGreaterThan(5);
    expect(named.toSorted()).toEqual(commands.toSorted());
  });

  test('shows what explain really says', async () => {
    const example = /npx badconn explain (".*")\n([^`]*)```/.exec(await read('README.md'));
    const [, message = '', shown = ''] = example ?? [];
    const argv = [join(root, 'cli/badconn.js'), 'explain', JSON.parse(message) as string];
    const { stdout } = await execa(process.execPath, argv);
    const lines = shown.split('\n').filter((line) => line !== '…');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(stdout.split('\n').concat('')).toContain(line);
  });

  test('names npm scripts that there are', async () => {
    const scripts = ['start', 'test', 'ci', ...Object.keys(manifest.scripts)];
    for (const page of ['README.md', 'CONTRIBUTING.md']) {
      for (const [, script] of (await read(page)).matchAll(/npm (?:run )?([a-z]+)/g)) {
        expect(scripts, page).toContain(script);
      }
    }
  });
});

test('.ci/run runs what README calls all tests', async () => {
  const readme = await read('README.md');
  const [, command = ''] = /^(npm ci && npm test)\b/m.exec(readme) ?? [];
  for (const part of command.split(' && ')) {
    expect((await read('.ci/run')).split('\n')).toContain(part);
  }
  expect(command).not.toBe('');
});

describe('the lock file', () => {
  test('names no registry, so that any may serve it', async () => {
    const lock = await read('package-lock.json');
    expect(lock).not.toMatch(/"resolved"/);
    expect(lock).toMatch(/"integrity"/);
  });

  // npm leaves out what the registry of the moment lacks, and npm ci then refuses the whole file.
  test('holds the optional packages of every platform', async () => {
    const { packages } = JSON.parse(await read('package-lock.json')) as {
      packages: Record<string, { optionalDependencies?: object }>;
    };
    const optional = Object.values(packages).flatMap((one) =>
      Object.keys(one.optionalDependencies ?? {}),
    );
    expect(optional.length).toBeGreaterThan(20);
    expect(optional.filter((name) => !(`node_modules/${name}` in packages))).toEqual([]);
  });
});

test('what is published names the same version everywhere', async () => {
  const { diagnoser } = await import('../diagnoser/index.ts');
  expect(diagnoser.version).toBe(manifest.version);
  expect(await read('CHANGELOG.md')).toContain(`\n## ${manifest.version} `);
});
