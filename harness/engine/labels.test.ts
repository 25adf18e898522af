import { afterEach, expect, test, vi } from 'vitest';
import { isDead, labels, ownerOf } from './labels.ts';

const platform = Object.getOwnPropertyDescriptor(process, 'platform')!;
afterEach(() => {
  vi.restoreAllMocks();
  Object.defineProperty(process, 'platform', platform);
});

const own = labels(ownerOf('a-run'));

test('this process lives, one of another boot of another machine is not known, and a later one is not it', () => {
  expect(isDead(own)).toBe(false);
  expect(isDead({ ...own, 'badconn.machine': 'another' })).toBe(false);
  expect(isDead({ ...own, 'badconn.started': '1' })).toBe(true);
});

// What the kernel says of another user's process; as root there is none that may not be signalled.
test.each([
  ['EPERM', false],
  ['ESRCH', true],
])('off Linux, a process that answers %s is dead: %s', (code, dead) => {
  Object.defineProperty(process, 'platform', { ...platform, value: 'darwin' });
  vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error(code), { code });
  });
  expect(isDead(own)).toBe(dead);
});
