import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { classes } from '../../vocabulary/index.ts';
import { findScenarios, loadScenarios, selectFound } from './registry.ts';
import { select } from './select.ts';

const bundled = await loadScenarios();

describe('the bundled scenarios', () => {
  test('hold all rules, and are at least thirteen', () => {
    expect(bundled.length).toBeGreaterThanOrEqual(13);
  });

  test('at least one in five is healthy', () => {
    const healthy = bundled.filter(({ scenario }) => scenario.cause === 'none');
    expect(healthy.length / bundled.length).toBeGreaterThanOrEqual(1 / 5);
  });

  test('have a title that is one sentence, and no two the same', () => {
    const titles = bundled.map(({ scenario }) => scenario.title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const title of titles) expect(title).toMatch(/^[A-Z].*[^.]$/);
  });

  test('have a class wherever their cause is in one that shows the same symptom', () => {
    const reset = bundled.flatMap(({ id, scenario }) =>
      scenario.cause !== 'none' && scenario.wire === 'SYN > RST' ? [{ id, scenario }] : [],
    );
    expect(reset.length).toBeGreaterThan(2);
    for (const { id, scenario } of reset) {
      expect(scenario.clientSees, id).toBe('refusedByTarget');
      expect(classes.refusedByTarget, id).toContain(scenario.cause);
    }
  });
});

describe('select', () => {
  const ids = (wanted: string[]): string[] => select(bundled, wanted).map(({ id }) => id);

  test('nothing asked for is everything', () => {
    expect(ids([])).toEqual(bundled.map(({ id }) => id));
  });

  test('ids and families, each once', () => {
    const family = bundled.filter((one) => one.family === 'refused').map(({ id }) => id);
    expect(ids(['refused', 'refused/wrong-port', 'healthy/plain'])).toEqual([
      'healthy/plain',
      ...family,
    ]);
  });

  test('an unknown id is answered with the nearest', () => {
    expect(() => ids(['healthy/plain', 'refused/wrong-prot'])).toThrowErrorMatchingInlineSnapshot(`
      [UsageError: There is no scenario refused/wrong-prot.
        nearest: refused/wrong-port, refused/wrong-host, protocol/wrong-path
        Next: npx badconn list]
    `);
  });
});

describe('a folder of scenarios', () => {
  let root = '';
  let folder = '';
  let turn = 0;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'badconn-registry-'));
    for (const room of ['harness', 'vocabulary']) {
      await symlink(fileURLToPath(new URL(`../../${room}`, import.meta.url)), join(root, room));
    }
  });
  // A module is loaded once a process, so each test has a folder of its own.
  beforeEach(() => {
    folder = join(root, `scenarios-${(turn += 1)}`);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  const healthy = (wire = 'SYN > SYN-ACK'): string => `
    import { client, defineScenario, lan, server, webSocket } from '../../harness/index.ts';
    export default defineScenario({
      title: 'A title',
      topology: lan({ client: client(), server: server(webSocket()) }),
      target: 'ws://server/',
      symptom: 'connected',
      wire: '${wire}',
      cause: 'none',
      lesson: { why: 'a', tellApart: 'b', hints: ['c'], see: ['d'] },
    });\n`;
  const message = async (): Promise<string> => {
    const error: unknown = await loadScenarios(folder).catch((thrown: unknown) => thrown);
    return error instanceof Error ? error.message : 'it was loaded';
  };

  test('the path below the folder is the id; tests, declarations and other files are none', async () => {
    await write('healthy/one.ts', healthy());
    await write('healthy/one.test.ts', 'throw new Error("loaded");');
    await write('healthy/one.d.ts', 'export {};');
    await write('healthy/notes.md', '');
    await write('node_modules/other/index.js', 'throw new Error("loaded");');
    const loaded = await loadScenarios(folder);
    expect(loaded.map(({ id, family }) => ({ id, family }))).toEqual([
      { id: 'healthy/one', family: 'healthy' },
    ]);
  });

  test.each(['outside.ts', 'healthy/deeper/still.ts', 'healthy/one.tsx'])(
    '%s is named, and not left out',
    async (name) => {
      await write('healthy/one.ts', healthy());
      await write(name, 'throw new Error("loaded");');
      expect(await message()).toContain(
        `${name} is not in the folder of a family: the path of a scenario is <family>/<cause>`,
      );
    },
  );

  test('what cannot be used of a folder blocks nothing else, each with its own error', async () => {
    await write('healthy/one.ts', healthy());
    await write('healthy/no-scenario.ts', 'export default 5;\n');
    await write('healthy/throws.ts', 'throw new Error("no such host");\n');
    await write('healthy/plain.ts', healthy());
    await write('refused/one.ts', healthy());
    await write('stray.mjs', '');
    const found = await findScenarios(folder);
    const { scenarios, unusable } = selectFound(found, []);
    expect(scenarios.map(({ id }) => id)).toEqual(['healthy/one']);
    expect(unusable.map(({ error }) => error.code)).toEqual([
      'SCENARIO_NO_DEFAULT',
      'SCENARIO_TWICE',
      'SCENARIO_CANNOT_LOAD',
      'SCENARIO_BREAKS_RULE',
      'SCENARIO_MISPLACED',
    ]);
    expect(unusable[1]?.error.message).toMatch(
      /healthy\/plain\.ts and scenarios\/healthy\/plain\.ts both have the id healthy\/plain/,
    );
    const named = selectFound(found, ['refused/wrong-port', 'healthy/one']);
    expect(named.scenarios.map(({ id }) => id)).toEqual(['refused/wrong-port', 'healthy/one']);
    expect(named.unusable).toEqual([]);
    expect(() => selectFound(found, ['healthy/throws'])).toThrow('cannot be loaded: no such host');
  });

  test('a folder that is not there, or empty, is no run of all that comes with badconn', async () => {
    await expect(findScenarios(folder)).rejects.toThrow(/--scenarios is .*, which cannot be read/);
    await mkdir(folder);
    await expect(findScenarios(folder)).rejects.toThrow('holds no scenario');
  });

  test('an empty folder is an error, not an empty run', async () => {
    await mkdir(folder);
    expect(await message()).toContain('holds no scenario.\n  Next: npx badconn new refused/x-');
  });

  test('a file that exports no scenario', async () => {
    await write('healthy/none.ts', 'export const scenario = {};\n');
    expect(await message()).toMatch(
      /^\S+\/healthy\/none\.ts does not export a scenario\.\n {2}Next: write in \S+none\.ts: export default defineScenario\({ … }\)$/,
    );
  });

  test('a file that cannot be loaded', async () => {
    await write('healthy/throws.ts', 'throw new Error("no such host");\n');
    const lines = (await message()).split('\n');
    expect(lines[0]).toMatch(/healthy\/throws\.ts cannot be loaded: no such host$/);
    expect(lines[1]).toMatch(/healthy\/throws\.ts:1/);
    expect(lines.at(-1)).toMatch(/^ {2}Next: fix .*healthy\/throws\.ts, or remove it/);
  });

  test('all breaches of a file are told at once, the first with its mending line', async () => {
    await write('healthy/one.ts', healthy('SYN > FIN').replace("'A title'", "''"));
    const [what = '', ...rest] = (await message()).split('\n');
    expect(what).toMatch(/healthy\/one\.ts: title is missing$/);
    expect(rest[0]).toMatch(/^ {2}wire is SYN > FIN, which is no opening; allowed are /);
    expect(rest[1]).toMatch(/^ {2}Next: write in .*healthy\/one\.ts: title: '…',$/);
  });
});
