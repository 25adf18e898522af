import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { locked } from '../machine/lock.ts';
import manifest from '../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('..', import.meta.url));

/** An empty project with the packed package in it. */
export interface Packed {
  app: string;
  tarball: string;
  /** Where the package was unpacked. */
  installed: string;
  badconn(argv: readonly string[], env?: NodeJS.ProcessEnv): Promise<Exit>;
  remove(): Promise<void>;
}

interface Exit {
  exitCode?: number;
  stdout: string;
  stderr: string;
}

/**
 * Packs as `npm publish` does, and puts the package into an empty project in which nothing resolves
 * but what package.json declares, and `also`. That is what `npm install` does, without asking a
 * registry.
 */
export async function packed(also: readonly string[] = []): Promise<Packed> {
  const app = await mkdtemp(join(tmpdir(), 'badconn-package-'));
  const pack = ['pack', '--json', '--pack-destination', app];
  // It builds dist/ anew, and tests of several files run side by side.
  const { stdout } = await locked('badconn-pack', () => execa('npm', pack, { cwd: root }));
  const [about] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [{ filename: string }];
  const tarball = join(app, about.filename);
  const installed = join(app, 'node_modules/badconn');
  await mkdir(installed, { recursive: true });
  await execa('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  for (const name of [...Object.keys(manifest.dependencies), ...also]) {
    await mkdir(dirname(join(app, 'node_modules', name)), { recursive: true });
    await symlink(join(root, 'node_modules', name), join(app, 'node_modules', name));
  }
  await writeFile(join(app, 'package.json'), '{ "private": true, "type": "module" }\n');
  const program = join(installed, manifest.bin.badconn);
  return {
    app,
    tarball,
    installed,
    badconn: async (argv, env = {}) => {
      const { exitCode, ...said } = await execa(process.execPath, [program, ...argv], {
        cwd: app,
        env: { NODE_OPTIONS: '', CI: '1', ...env },
        reject: false,
      });
      return { ...(exitCode === undefined ? {} : { exitCode }), ...said };
    },
    remove: () => rm(app, { recursive: true, force: true }),
  };
}
