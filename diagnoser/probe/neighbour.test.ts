import { expect, test } from 'vitest';
import { entriesIn, searchedAlone } from './neighbour.ts';

const table = (...rows: string[]): string =>
  ['IP address       HW type     Flags       HW address            Mask     Device', ...rows].join(
    '\n',
  );
const row = (address: string, flags: string): string =>
  `${address}        0x1         ${flags}         00:00:00:00:00:00     *        eth0`;

test.each([
  ['nobody is searched for', [row('10.0.0.1', '0x2')], undefined],
  ['one is', [row('10.0.0.1', '0x2'), row('10.0.0.77', '0x0')], '10.0.0.77'],
  ['two are', [row('10.0.0.7', '0x0'), row('10.0.0.77', '0x0')], undefined],
])('of a table of neighbours in which %s', (_, rows, address) => {
  expect(searchedAlone(entriesIn(table(...rows)))?.[0]).toBe(address);
});
