import { expect, test } from 'vitest';
import type { Listener, Snapshot } from '../../vocabulary/index.ts';
import { listeningOn, otherPorts } from './listening.ts';

const at = (address: string, port = 8080, family: Listener['family'] = 'ipv4'): Listener => ({
  address,
  port,
  family,
  queued: 0,
  backlog: 128,
});

const snapshot = (listeners: Listener[], missing: string[] = []): Snapshot => ({
  takenAtMs: 0,
  root: true,
  addresses: [],
  routes: [],
  listeners,
  firewall: [],
  counters: {},
  sysctls: {},
  sockets: {},
  processes: [],
  markers: {},
  missing,
});

test.each([
  ['0.0.0.0', 'on-target', [at('0.0.0.0')]],
  ['both families', 'on-target', [at('*', 8080, 'both')]],
  ['the address itself', 'on-target', [at('127.0.0.1'), at('10.0.0.2')]],
  ['both loopbacks', 'loopback', [at('127.0.0.53'), at('::1', 8080, 'ipv6')]],
  ['another address', 'elsewhere', [at('127.0.0.1'), at('10.0.9.2')]],
  ['IPv6 only', 'ipv6-only', [at('::', 8080, 'ipv6'), at('127.0.0.1')]],
  ['another port', 'nowhere', [at('0.0.0.0', 8081)]],
])('a listener on %s is %s', (_, where, listeners) => {
  expect(listeningOn(snapshot(listeners), '10.0.0.2', 8080)?.where).toBe(where);
});

test('a loopback address is the target when the client uses it', () => {
  expect(listeningOn(snapshot([at('127.0.0.1')]), '127.0.0.1', 8080)?.where).toBe('on-target');
});

test('one loopback address is elsewhere for who uses the other', () => {
  expect(listeningOn(snapshot([at('127.0.0.1')]), '::1', 8080)?.where).toBe('elsewhere');
});

test('sockets that could not be listed are no evidence', () => {
  const unread = snapshot([], ['listeners: ss is not installed']);
  expect(listeningOn(unread, '10.0.0.2', 8080)).toBeUndefined();
});

test('the other ports are those within reach, without ssh, eight at most', () => {
  const many = Array.from({ length: 12 }, (_, index) => at('0.0.0.0', 9000 + index));
  const listeners = [at('0.0.0.0', 22), at('127.0.0.1', 5432), at('*', 80, 'both'), ...many];
  expect(otherPorts(snapshot(listeners), '10.0.0.2', 8080)).toEqual([
    80, 9000, 9001, 9002, 9003, 9004, 9005, 9006,
  ]);
});

test.each([
  ['that has it', ['10.0.0.2', 'fd00::2'], 'on-target'],
  ['that has another', ['172.17.0.1'], 'elsewhere'],
  ['without an address of its own, as that of a VRF', ['127.0.0.1'], 'on-target'],
])('a socket that is bound to an interface %s', (_, deviceAddresses, where) => {
  const bound = { ...at('0.0.0.0'), device: 'if0', deviceAddresses };
  expect(listeningOn(snapshot([bound]), '10.0.0.2', 8080)?.where).toBe(where);
});

test('a socket that is bound to loopback by its interface is not within reach', () => {
  const bound = { ...at('0.0.0.0'), device: 'lo', deviceAddresses: ['127.0.0.1', '::1'] };
  expect(listeningOn(snapshot([bound]), '10.0.0.2', 8080)?.where).toBe('elsewhere');
  expect(listeningOn(snapshot([bound]), '127.0.0.1', 8080)?.where).toBe('on-target');
});
