#!/usr/bin/env node
// Runs the command line: from the sources in a checkout, from dist/ in the published package.
// Where node is older than badconn needs, the Node of the dev dependency takes over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
const isOldEnough = major > 22 || (major === 22 && minor >= 22);
const bundled = here('../node_modules/node/bin/node');

if (isOldEnough) {
  const source = new URL('../cli/main.ts', import.meta.url);
  const isCheckout = existsSync(source);
  // Taking the types off anew in each process costs 300 ms of every run.
  if (isCheckout) module.enableCompileCache(here('../node_modules/.cache/badconn'));
  await import(isCheckout ? source.href : new URL('../dist/cli/main.js', import.meta.url).href);
} else if (existsSync(bundled)) {
  const child = spawn(bundled, process.argv.slice(1), { stdio: 'inherit' });
  // Ctrl-C reaches the child as well; it decides when this ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  }
  child.on('exit', (code, signal) => (process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)));
} else {
  process.stderr.write(
    `badconn needs Node 22.22 or newer, and this is ${process.version}.\n` +
      '  Next: npm ci (brings Node 24 with it), or install a newer Node\n',
  );
  process.exitCode = 3;
}
