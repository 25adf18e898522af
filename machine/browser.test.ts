import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBrowser } from './browser.ts';
import { temporaryFolder } from './fake-engine.fixture.ts';

test('the browser is the one that is named, or the first on the path', () => {
  using folder = temporaryFolder();
  const program = join(folder.path, 'google-chrome');
  writeFileSync(program, '');
  chmodSync(program, 0o755);
  expect(findBrowser({ PATH: folder.path })).toBe(program);
  expect(findBrowser({ PATH: folder.path, BADCONN_BROWSER: '/bin/sh' })).toBe('/bin/sh');
});

test('none is none, even where there is one', () => {
  expect(findBrowser({ ...process.env, BADCONN_BROWSER: 'none' })).toBeUndefined();
});

test('a browser that is named and not there is an error, and no other takes its place', () => {
  expect(() => findBrowser({ ...process.env, BADCONN_BROWSER: '/no/browser' }))
    .toThrowErrorMatchingInlineSnapshot(`
    [MachineError: BADCONN_BROWSER is /no/browser, which does not exist.
      allowed: the path of a Chromium or Chrome, or none
      Next: unset BADCONN_BROWSER]
  `);
});
