import { expect, test } from 'vitest';
import { unacknowledgedIn } from './unacknowledged.ts';

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000005 00:00000000 00000000     0        0 1 1 0
   1: 0A01070A:B3F4 1464A8C6:0050 01 0000003D:00000000 01:00000064 00000003     0        0 2 3 0
   2: 0A01070A:B3F6 1464A8C6:0050 01 00000000:00000000 00:00000000 00000000     0        0 3 1 0
   3: 0A01070A:B3F8 1464A8C6:0050 06 00000001:00000000 03:00000064 00000000     0        0 0 3 0`;

test.each([
  ['a request that nobody acknowledged', 0xb3f4, 61],
  ['one that was acknowledged', 0xb3f6, 0],
  ['a connection that is over', 0xb3f8, undefined],
  ['none', 0xb3fa, undefined],
])('%s', (_, port, bytes) => {
  expect(unacknowledgedIn(table, port, 80)).toBe(bytes);
});

test('in the table of IPv6', () => {
  const line = `   0: B80D0120000000000000000010000000:B3F4 B80D0120000000000000000020000000:01BB 01 00000205:00000000 01:0 0`;
  expect(unacknowledgedIn(line, 0xb3f4, 443)).toBe(517);
});
