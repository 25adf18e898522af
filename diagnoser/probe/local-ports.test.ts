import { expect, test } from 'vitest';
import { heldTowards } from './local-ports.ts';

/** Lines of /proc/net/tcp and tcp6, as the kernel prints them. */
const lines = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 02014D0A:9C40 03014D0A:1F90 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1
   2: 02014D0A:9C41 03014D0A:1F90 06 00000000:00000000 03:00001700 00000000     0        0 0 3 0
   3: 02014D0A:9C42 03014D0A:1F91 06 00000000:00000000 03:00001700 00000000     0        0 0 3 0
   4: 02014D0A:8000 03014D0A:1F90 06 00000000:00000000 03:00001700 00000000     0        0 0 3 0
   0: 0000000000000000FFFF000002014D0A:9C43 0000000000000000FFFF000003014D0A:1F90 05 00000000:00000000 00:00000000 00000000 0 0 0 1 0
   1: 000077FD000000000000000002000000:9C40 000077FD000000000000000003000000:1F90 06 00000000:00000000 00:00000000 00000000 0 0 0 1 0
`;

test('counts the ports of the range towards one destination, by state', () => {
  expect(heldTowards(lines, '10.77.1.3', 8080, 40000, 40007)).toEqual({
    ESTABLISHED: 1,
    TIME_WAIT: 1,
    FIN_WAIT2: 1,
  });
});

test.each(['fd77::3', 'FD77:0:0:0::3', 'fd77::3%eth0'])('reads %s', (address) => {
  expect(heldTowards(lines, address, 8080, 40000, 40007)).toEqual({ TIME_WAIT: 1 });
});
