import { expect, test } from 'vitest';
import { caseOf } from '../../tests/fake-case.ts';
import type { Point } from '../topology/point.ts';
import { atPoint } from './case.ts';
import { shownCases } from './shown-cases.ts';

const at = (name: string, point: Partial<Point>) => {
  const one = caseOf(name);
  return atPoint(one, { ...one.point!, ...point }).scenario;
};

test.each([
  ['refused/firewall-reject', 'SYN > ICMPv6 1/4', 'ECONNREFUSED'],
  ['unreachable/firewall-reject', 'SYN > ICMPv6 1/1', 'EACCES'],
  ['refused/not-listening', 'SYN > RST', 'ECONNREFUSED'],
  ['timeout/host-firewall-drop', 'SYN > nothing', 'silence'],
])('over IPv6 %s shows %s and %s', (name, wire, code) => {
  expect(at(name, { ipVersion: 6 })).toMatchObject({ wire, symptom: { at: 'connect', code } });
});

test('an ICMP error of a router is another over IPv6, at the client alone', () => {
  const name = 'timeout/private-ip-other-lan (a router that says so)';
  expect(at(name, { ipVersion: 6 }).wire).toEqual({
    client: 'SYN > ICMPv6 1/0',
    server: 'nothing sent',
  });
});

test.each([
  ['node', 'HTTP 426', 'web-socket-server'],
  ['node-400', 'HTTP 400', 'web-socket-server'],
  ['workerman-4', 'HTTP 400', 'workerman-server'],
  ['workerman-5', 'HTTP 400', 'workerman-server'],
] as const)('%s refuses plain HTTP with %s', (make, code, program) => {
  const { symptom, topology } = at('protocol/http-to-websocket', { make });
  expect(symptom).toEqual({ at: 'upgrade', code });
  expect(topology.hosts['server']?.service?.program).toBe(program);
});

test.each([
  ['http', 'node', 'http-server'],
  ['http', 'workerman-4', 'workerman-server'],
  ['http', 'nginx', 'nginx'],
  ['ws', 'nginx', 'web-socket-server'],
  ['tcp', 'node', 'line-server'],
  ['tcp', 'nginx', 'line-server'],
  ['tcp', 'workerman-5', 'workerman-server'],
] as const)('behind %s stands a server of %s that speaks it', (scheme, make, program) => {
  const { target, topology } = at('healthy/plain', { scheme, make });
  expect(target).toBe(`${scheme}://server/`);
  expect(topology.hosts['server']?.service?.program).toBe(program);
});

test('a case that has a point is moved to another as if it had none', () => {
  const one = caseOf('unreachable/firewall-reject');
  const over6 = atPoint(one, { ...one.point!, ipVersion: 6 });
  expect(atPoint(over6, one.point!)).toEqual(one);
});

test('a client sees one thing of most cases, and more where an axis shows', () => {
  const labels = (name: string) => shownCases(caseOf(name)).map(({ label }) => label);
  expect(labels('refused/wrong-port')).toEqual(['refused/wrong-port']);
  expect(labels('unreachable/firewall-reject')).toEqual([
    'unreachable/firewall-reject',
    'unreachable/firewall-reject (ipVersion=6)',
  ]);
  expect(labels('protocol/http-to-websocket')).toEqual([
    'protocol/http-to-websocket',
    'protocol/http-to-websocket (make=node-400)',
  ]);
});
