import { expect, test } from 'vitest';
import type { Facts } from '../../observe/facts.ts';
import { factsWith, marksOf } from '../sample-facts.ts';
import { portsRanOut } from './full.ts';
import { noRoute } from '../unreachable/no-route.ts';
import { ipv6Off } from './ipv6-off.ts';
import { portsHeld } from './ports-held.ts';
import { timeWaitFlood } from './time-wait-flood.ts';

const ports = (size: number, live: number, timeWait: number): Partial<Facts> => ({
  reply: 'no-port',
  localPorts: { first: 1, last: size, held: {}, size, live, timeWait },
});

test.each([
  [10, 5, 0, true],
  [10, 0, 5, true],
  [10, 2, 3, true],
  [10, 4, 0, false],
  [10, 2, 2, false],
  [0, 0, 0, false],
  [-1, 0, 0, false],
])('of %i ports, %i held and %i in TIME_WAIT, they ran out: %s', (size, live, wait, expected) => {
  expect(portsRanOut(factsWith(ports(size, live, wait)))).toBe(expected);
});

test('nothing is known where the ports are not', () => {
  expect(portsRanOut(factsWith({}))).toBeUndefined();
  for (const cause of [portsHeld, timeWaitFlood]) {
    expect(marksOf(cause, { reply: 'no-port' })).toEqual(['+reply']);
    expect(marksOf(cause, {})).toEqual(['-reply']);
    expect(cause.remedy(factsWith({})).text).toContain(' 0 ');
  }
});

test.each([
  [6, 2, '+', '-'],
  [4, 4, '+', '-'],
  [2, 6, '-', '+'],
  [2, 1, '-', '-'],
  [1, 2, '-', '-'],
])('%i held beside %i in TIME_WAIT are one cause, or none', (live, wait, held, flood) => {
  expect(marksOf(portsHeld, ports(10, live, wait))).toEqual(['+reply', `${held}localPorts`]);
  expect(marksOf(timeWaitFlood, ports(10, live, wait))).toEqual(['+reply', `${flood}localPorts`]);
});

test.each([
  ['no-port', true, true, '+reply +localPorts'],
  ['no-route', true, true, '+reply +localPorts'],
  ['no-route', false, true, '-reply +localPorts'],
  ['no-port', true, false, '+reply -localPorts'],
  ['silence', true, true, '-reply +localPorts'],
] as const)('IPv6 is off: %s, by itself %s, switched off %s: %s', (reply, local, off, marks) => {
  const facts = factsWith({ reply });
  const given: Partial<Facts> = {
    ...{ reply, attempt: { ...facts.attempt!, local } },
    localPorts: {
      ...{ first: 1, last: 10, held: {}, size: 10, live: 0, timeWait: 0 },
      ipv6Disabled: off,
    },
  };
  expect(marksOf(ipv6Off, given).join(' ')).toBe(marks);
  expect(marksOf(noRoute, given).includes('-localPorts')).toBe(off);
});

test('an interface that is switched off is named where there is no route', () => {
  const { attempt } = factsWith({});
  const textOf = (why: 'down' | 'no-carrier'): string =>
    noRoute.remedy(
      factsWith({
        ...{ attempt: { ...attempt!, code: 'ENETUNREACH', local: true } },
        route: { kind: 'none', outOfReach: false, idle: [{ name: 'wlan0', why }] },
      }),
    ).text;
  expect(textOf('down')).toContain('its interface wlan0 is down');
  expect(textOf('no-carrier')).not.toContain('wlan0');
});
