import { expect, test } from 'vitest';
import type { Silent } from './found-engine.ts';
import { installCommand, noEngine } from './messages.ts';

const silent = (from: Silent['endpoint']['from'], address: string, why: string): Silent => ({
  endpoint: { from, address, options: undefined },
  why,
});
const none = [silent('socket', 'unix:///var/run/docker.sock', 'ENOENT')];

test('a chosen engine that is silent is named, and the text says that nothing was installed', () => {
  const host = silent('DOCKER_HOST', 'tcp://127.0.0.1:1', 'ECONNREFUSED');
  expect(noEngine([host], { debian: true, root: true }).message).toMatchInlineSnapshot(`
    "No Docker engine answers where DOCKER_HOST points: tcp://127.0.0.1:1 (ECONNREFUSED).
      Nothing was installed, because DOCKER_HOST chooses the engine.
      Next: start that engine, or  unset DOCKER_HOST"
  `);
  const context = [silent('context', 'unix:///desktop.sock', 'ENOENT'), ...none];
  expect(noEngine(context, { debian: true, root: true }).next).toContain(
    'docker context use default',
  );
});

test('missing rights are not called a missing engine', () => {
  const forbidden = [...none, silent('socket', 'unix:///run/docker.sock', 'EACCES')];
  const error = noEngine(forbidden, { debian: true, root: false });
  expect(error.code).toBe('MACHINE_NO_RIGHTS');
  expect(error.message).toContain('unix:///run/docker.sock: EACCES');
});

test('each kind of machine gets the command that mends it', () => {
  expect(noEngine(none, { debian: true, root: true }).next).toBe('npx badconn prepare');
  expect(noEngine(none, { debian: true, root: false }).message).toMatchInlineSnapshot(`
    "Every lab needs a Docker engine, and none answers on this machine; installing it needs root, and this user is not root.
      unix:///var/run/docker.sock: ENOENT
      Next: sudo apt-get install -y docker.io iptables && sudo systemctl start docker"
  `);
  expect(installCommand({ debian: false, root: true }, 'linux')).toContain('docs.docker.com');
  expect(installCommand({ debian: false, root: false }, 'darwin')).toContain('Docker Desktop');
});

test('everything here ends with exit code 3', () => {
  expect(noEngine(none, { debian: false, root: false }).exitCode).toBe(3);
});
