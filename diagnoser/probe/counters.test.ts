import { expect, test } from 'vitest';
import { heldBack } from './counters.ts';

const knows = new Map([
  ['Ip.OutTransmits', 7],
  ['Ip6OutTransmits', 7],
]);

test.each<[what: string, held: number, given: Parameters<typeof heldBack>]>([
  ['a SYN that left', 0, [knows, { 'Ip.OutRequests': 1, 'Ip.OutTransmits': 1 }, false, 1]],
  ['two that did not', 2, [knows, { 'Ip.OutRequests': 2 }, false, 0]],
  [
    'an error of its own that left',
    1,
    [knows, { 'Ip.OutRequests': 2, 'Ip.OutTransmits': 1 }, false, 0],
  ],
  ['one over IPv6', 1, [knows, { Ip6OutRequests: 1 }, true, 3]],
  ['a repeated one that failed', 1, [knows, { 'TcpExt.TCPRetransFail': 1 }, false, 3]],
  ['what a router passes on', 0, [knows, { 'Ip.OutTransmits': 9 }, false, 9]],
  ['older: nothing left', 2, [new Map(), { 'Ip.OutRequests': 2 }, false, 0]],
  ['older: others sent something', 0, [new Map(), { 'Ip.OutRequests': 2 }, false, 3]],
  ['older: the repeated one failed', 1, [new Map(), { 'TcpExt.TCPRetransFail': 1 }, false, 3]],
  ['no counters', 0, [undefined, undefined, false, undefined]],
])('packets held back: %s', (_, held, given) => {
  expect(heldBack(...given)).toBe(held);
});
