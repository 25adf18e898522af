import { expect, test } from 'vitest';
import { faultOf } from '../harness/containers/fault.ts';
import { symptomNames } from '../harness/containers/symptoms.ts';
import { FaultNotPossible, UsageError } from '../harness/errors.ts';
import { breakCommand } from './break.ts';
import { flagsFor, inFlags } from './in-flags.ts';

test.each([
  ['give { scheme: "http" }', "give --scheme 'http'"],
  [String.raw`give { says: "PING\r\n" }, or`, String.raw`give --says 'PING\r\n', or`],
  ["leave { ipVersion } out; { standing: 'gate' }", "leave --ip-version out; --standing 'gate'"],
  ['.withExposedPorts(80), or { from }', 'docker run --publish 80, or --from'],
])('%s is typed as %s', (text, typed) => {
  expect(flagsFor(text)).toBe(typed);
});

test('an error keeps what it is', () => {
  const error = new UsageError({ code: 'USAGE_X', what: 'give { from }', next: '{ path }' });
  expect(() => inFlags(error)).toThrow(UsageError);
  expect(error.message).toBe('give --from\n  Next: --path');
  expect(() => inFlags(new TypeError('{ from }'))).toThrow('{ from }');
});

test('whatever cannot be made, each option that an error names is one of the command', () => {
  const flags = breakCommand.options.map(({ long }) => long);
  const aims = [
    { scheme: 'tcp' },
    { scheme: 'tcp', says: '' },
    { scheme: 'http' },
    { scheme: 'https' },
  ];
  const told = symptomNames.flatMap((name) =>
    aims.flatMap((aim) => {
      try {
        faultOf(name, { host: '10.0.0.7', port: 1, path: '', ...aim }, 'gate');
        return [];
      } catch (error) {
        expect(error).toBeInstanceOf(FaultNotPossible);
        return [flagsFor((error as Error).message)];
      }
    }),
  );
  const named = new Set(told.flatMap((text) => text.match(/--[a-z-]+/g) ?? []));
  expect(named).toContain('--from');
  expect(named).toContain('--scheme');
  expect([...named].filter((flag) => ![...flags, '--network-alias'].includes(flag))).toEqual([]);
});
