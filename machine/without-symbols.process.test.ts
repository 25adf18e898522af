import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './fake-engine.fixture.ts';
import { pinnedNode } from './node-binary.ts';
import { withoutSymbols } from './without-symbols.ts';

const { path = process.execPath } = pinnedNode() ?? {};

test.runIf(process.platform === 'linux')('a Node without its symbols is smaller, and runs', () => {
  using folder = temporaryFolder();
  const whole = readFileSync(path);
  const cut = withoutSymbols(whole);
  expect(cut.length).toBeLessThan(whole.length);
  const file = join(folder.path, 'node');
  writeFileSync(file, cut, { mode: 0o755 });
  const script =
    'console.log(new Intl.NumberFormat("de").format(1e6), await import("node:tls").then(Object.keys).then((all) => all.length > 5))';
  const argv = ['--input-type=module', '-e', script];
  expect(execFileSync(file, argv, { encoding: 'utf8' })).toBe('1.000.000 true\n');
  expect(withoutSymbols(cut).equals(cut)).toBe(true);
});

test('what is no program of that format stays as it is', () => {
  const script = Buffer.from('#!/bin/sh\ntrue\n');
  expect(withoutSymbols(script)).toBe(script);
});
