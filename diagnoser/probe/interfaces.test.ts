import { expect, test } from 'vitest';
import { idleBy } from './interfaces.ts';

test.each([
  ['switched off', '0x1002\n', 'down\n', 'down'],
  ['up, with a cable to nothing', '0x1003\n', 'down\n', 'no-carrier'],
  ['up, and the interface below is down', '0x1003\n', 'lowerlayerdown\n', 'no-carrier'],
  ['up', '0x1003\n', 'up\n', undefined],
  ['up, of a driver that does not tell', '0x10d1\n', 'unknown\n', undefined],
  ['loopback, switched off', '0x8\n', 'down\n', undefined],
  ['gone meanwhile', '', '', undefined],
])('an interface that is %s', (_, flags, state, why) => {
  expect(idleBy(flags, state)).toBe(why);
});
