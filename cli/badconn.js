#!/usr/bin/env node
// Runs the command line: from the sources in a checkout, from dist/ in the published package.
// Where node is older than badconn needs, the Node of the dev dependency takes over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Hangs up on this process once the one that started it is gone. Only where that one waits for this:
 * the launcher below, or npm, whose shell dies of a TERM and passes none on.
 */
const launcher = Number(process.env.BADCONN_LAUNCHER);
delete process.env.BADCONN_LAUNCHER;
if (launcher || process.env.npm_command) {
  const parent = launcher || process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGHUP');
  }, 250);
  watch.unref();
}

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
const isOldEnough = major > 22 || (major === 22 && minor >= 22);
const source = new URL('./main.ts', import.meta.url);
const isCheckout = existsSync(source);
const bundled = here('../node_modules/node/bin/node');

if (isOldEnough) {
  // Taking the types off anew in each process costs 300 ms of every run.
  if (isCheckout) module.enableCompileCache(here('../node_modules/.cache/badconn'));
  try {
    await import(isCheckout ? source.href : new URL('../dist/cli/main.js', import.meta.url).href);
  } catch (error) {
    // Each module needs a descriptor while it is loaded (open(2), EMFILE).
    if (!/\bE[MN]FILE\b|too many open files/i.test(String(error))) throw error;
    process.stderr.write(
      'This process may open too few files (EMFILE, too many open files) for badconn to load.\n' +
        '  Next: ulimit -n 1024, or nofile in limits.conf(5), and try again\n',
    );
    process.exitCode = 3;
  }
} else if (existsSync(bundled)) {
  const env = { ...process.env, BADCONN_LAUNCHER: String(process.pid) };
  const child = spawn(bundled, process.argv.slice(1), { stdio: 'inherit', env });
  // Ctrl-C reaches the child as well; it decides when this ends.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  }
  // 1 would mean that a verdict failed.
  child.on(
    'exit',
    (code, signal) => (process.exitCode = code ?? (signals.includes(signal) ? 130 : 4)),
  );
} else {
  process.stderr.write(
    `badconn needs Node 22.22 or newer, and this is ${process.version}.\n` +
      (isCheckout
        ? '  Next: npm ci (brings Node 24 with it), or install a newer Node\n'
        : `  Next: npx --package node@24 --package badconn badconn ${process.argv[2] ?? '--help'} …  (brings Node 24 for this command),\n        or install a newer Node: nvm install 24, or https://nodejs.org\n`),
  );
  process.exitCode = 3;
}
