import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { classes } from '../../vocabulary/index.ts';
import { loadScenarios, select } from './registry.ts';

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
        nearest: refused/wrong-port, refused/wrong-host, healthy/through-proxy
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
    return error instanceof Error ? error.message.replaceAll(root, '…') : 'it was loaded';
  };

  test('the path below the folder is the id; tests, declarations and other files are none', async () => {
    await write('healthy/one.ts', healthy());
    await write('healthy/one.test.ts', 'throw new Error("loaded");');
    await write('healthy/one.d.ts', 'export {};');
    await write('healthy/notes.md', '');
    await write('outside.ts', 'throw new Error("loaded");');
    await write('healthy/deeper/still.ts', 'throw new Error("loaded");');
    const loaded = await loadScenarios(folder);
    expect(loaded.map(({ id, family }) => ({ id, family }))).toEqual([
      { id: 'healthy/one', family: 'healthy' },
    ]);
  });

  test('an empty folder is an error, not an empty run', async () => {
    await mkdir(folder);
    expect(await message()).toMatchInlineSnapshot(`
      "…/scenarios-2 holds no scenario.
        Next: npx badconn new <family>/<cause>"
    `);
  });

  test('a file that exports no scenario', async () => {
    await write('healthy/none.ts', 'export const scenario = {};\n');
    expect(await message()).toMatchInlineSnapshot(`
      "scenarios-3/healthy/none.ts exports no scenario.
        Next: write in healthy/none.ts: export default defineScenario({ … })"
    `);
  });

  test('a file that cannot be loaded', async () => {
    await write('healthy/throws.ts', 'throw new Error("no such host");\n');
    const lines = (await message()).split('\n');
    expect(lines[0]).toMatch(/^scenarios-\d+\/healthy\/throws\.ts cannot be loaded: no such host$/);
    expect(lines.at(-1)).toMatch(/^ {2}Next: node .*healthy\/throws\.ts$/);
  });

  test('all breaches are told at once, the first with its mending line', async () => {
    await write('healthy/one.ts', healthy('SYN > FIN'));
    await write('healthy/two.ts', healthy('FIN'));
    expect(await message()).toMatchInlineSnapshot(`
      "scenarios/healthy/one.ts: wire is SYN > FIN; allowed are SYN > SYN-ACK, SYN > RST, SYN > nothing, SYN > ICMP 3/0, SYN > ICMP 3/3, SYN > ICMP 3/10, SYN > ICMP 3/13, SYN > ICMPv6 1/4, nothing sent
        scenarios/healthy/two.ts: wire is FIN; allowed are SYN > SYN-ACK, SYN > RST, SYN > nothing, SYN > ICMP 3/0, SYN > ICMP 3/3, SYN > ICMP 3/10, SYN > ICMP 3/13, SYN > ICMPv6 1/4, nothing sent
        Next: write in scenarios/healthy/one.ts: wire: 'SYN > RST',"
    `);
  });
});
