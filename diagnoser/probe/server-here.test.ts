import { describe, expect, test } from 'vitest';
import { isHere } from './server-here.ts';

const own = ['10.0.0.5', '172.17.0.1'];

describe('whether the server is this machine', () => {
  test('a report that has each address of this machine is of it', () => {
    expect(isHere(own, undefined, ['10.0.0.5', '172.17.0.1', '10.9.0.1'])).toBe(true);
  });
  test('an address that many machines have tells nothing', () => {
    expect(isHere(own, undefined, ['10.0.0.9', '172.17.0.1'])).toBe(false);
  });
  test('one address that is meant is enough, and may be translated', () => {
    expect(isHere(own, ['10.0.0.5'], undefined)).toBe(true);
    expect(isHere(own, ['10.0.0.9'], undefined)).toBe(false);
    expect(isHere(own, ['198.51.100.4'], undefined)).toBeUndefined();
  });
  test('what is meant counts before a report, which may have been taken here', () => {
    expect(isHere(own, ['10.0.0.9'], own)).toBe(false);
    expect(isHere(own, ['198.51.100.4'], own)).toBe(true);
  });
  test('without either nothing tells', () => {
    expect(isHere(own, undefined, undefined)).toBeUndefined();
    expect(isHere([], ['10.0.0.5'], undefined)).toBeUndefined();
  });
});
