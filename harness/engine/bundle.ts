import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';

/**
 * A bundle requires all that any of its parts imports, at its beginning: TLS alone costs as much as all the rest of
 * a client. So a module of Node is loaded when something of it is used first; of `ws`, what is for wss:// and for
 * compression alone.
 */
const required = /^(\s*(?:let|const) \w+ = )require\(("(?:node:[\w/]+|https|tls|zlib)")\);$/gm;
const onDemand =
  'const onDemand = (name) => new Proxy({}, { get: (_, key) => require(name)[key] });';

const loadOnDemand: Plugin = {
  name: 'load-on-demand',
  renderChunk: (code) => `${onDemand}\n${code.replaceAll(required, '$1onDemand($2);')}`,
};

/** The file name of the bundle of a program. */
export const bundleName = (entry: string): string => entry.replace(/\.ts$/, '.cjs');

/**
 * A program of this repository, with all that it imports, as one CommonJS file. Node starts it in about 60 %
 * of the CPU: no types to take off, no ESM loader, no look-ups of files.
 *
 * The bundler is a dev dependency: the published package holds the bundles (`npm run build`).
 *
 * @param entry path below `root`.
 */
export async function bundle(root: string, entry: string): Promise<Buffer> {
  const { rolldown } = await import('rolldown');
  const bundled = await rolldown({
    cwd: root,
    input: join(root, entry),
    platform: 'node',
    plugins: [loadOnDemand],
    // Native additions to `ws` that it looks for at each start; they are no dependency of this project.
    transform: {
      define: {
        'process.env.WS_NO_BUFFER_UTIL': '"1"',
        'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
      },
    },
    onLog: (level, log) => {
      if (level === 'warn') throw new Error(`${entry}: ${log.message}`);
    },
  });
  const { output } = await bundled.generate({ format: 'cjs', codeSplitting: false });
  await bundled.close();
  return Buffer.from(output[0].code);
}

/** What a bundle depends on beside its sources: the bundler, and how this file uses it. */
export function bundledBy(): string[] {
  const require = createRequire(import.meta.url);
  const { version } = require('rolldown/package.json') as { version: string };
  return [version, readFileSync(fileURLToPath(import.meta.url), 'utf8')];
}
