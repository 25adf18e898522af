import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const peeks = `${root}fixtures/diagnosers/agents/peeks.ts`;
const command = ['node', peeks, root];
const env = { API_KEY: 'of the user' };

const confine = (...argv: string[]) =>
  execa(process.execPath, [`${root}cli/badconn.js`, 'confine', ...argv], {
    ...{ cwd: root, env, reject: false },
  });

/** Containers and some distributions allow no namespaces. */
const tried = spawnSync('unshare', [
  ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
  ...['--mount', '--pid', '--fork', 'true'],
]);

describe.skipIf(tried.status !== 0)('confine, where namespaces are allowed', () => {
  test('an agent that cheats reads nothing of badconn, and nothing of other processes', async () => {
    const { stdout } = await execa(process.execPath, [peeks, root], { env });
    const open = JSON.parse(stdout) as Record<string, number>;
    expect(open['scenarios']).toBeGreaterThan(5);
    expect(open['others']).toBeGreaterThan(0);
    expect(open['roots']).toBeGreaterThan(0);

    const confined = await confine(...command);
    expect(JSON.parse(confined.stdout), confined.stderr).toEqual({
      ...{ scenarios: 0, recordings: 0, others: 0, roots: 0, socket: false },
      // With its keys. Without root the only user is that of the namespace.
      ...{ uid: process.getuid?.() === 0 ? 65534 : 0, key: env.API_KEY },
    });
  });

  test('a command keeps its exit code, its stdin, and what it may read', async () => {
    const argv = ['--read', `${root}docs/agents.md`, '--', 'sh', '-c'];
    const script = `cat; head -n 1 ${root}docs/agents.md; ls ${root}docs; touch /tmp/x && exit 7`;
    const { exitCode, stdout } = await execa(
      process.execPath,
      [`${root}cli/badconn.js`, 'confine', ...argv, script],
      { input: 'asked\n', reject: false },
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 7, stdout: 'asked\n# Agents\nagents.md' });
  });
});

test.each([
  ['a folder in which badconn lies', '/', 'badconn lies in it'],
  ['a path that is not there', '/nonexistent', 'it is not there'],
])('%s is not shown', async (_, path, why) => {
  const { exitCode, stderr } = await confine('--read', path, '--', 'true');
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(why) });
});
