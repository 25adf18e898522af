import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { confined } from './confinement.ts';

test('a variable of an image may be called as an option of env(1) is', () => {
  const env = { '-u': '1', '--chdir': '/nonexistent', PATH: '/bin' };
  const argv = confined({ host: 'client', argv: ['true'], user: 'guest', root: '/root', env });
  const [program = '', ...words] = argv.slice(
    argv.indexOf('/usr/bin/env'),
    argv.indexOf('/usr/bin/nsenter'),
  );
  const printed = execFileSync(program, [...words, '/usr/bin/env'], { encoding: 'utf8' });
  expect(printed.trim().split('\n')).toEqual(['-u=1', '--chdir=/nonexistent', 'PATH=/bin']);
});
