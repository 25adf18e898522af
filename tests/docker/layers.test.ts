import { expect, test } from 'vitest';
import { atDefaults, atPoint, casesOf, type Case } from '../../harness/case/case.ts';
import { loadScenarios } from '../../harness/case/registry.ts';
import { breaches } from '../../harness/case/rules.ts';
import {
  behindRouter,
  defineScenario,
  http,
  openPort,
  rebind,
  rejectPackets,
  unsetProxy,
  useProxy,
} from '../../harness/index.ts';
import { passing, vantages } from '../../vocabulary/index.ts';
import { lanes, reference, runCase } from './lanes.ts';

const pool = lanes(3);
const diagnoser = await reference();

const id = 'refused/client-proxy-gone-over-firewall-reject-over-loopback-bind';
const scenario = defineScenario({
  title: 'A proxy that is gone, before a firewall that rejects, before a loopback bind',
  topology: behindRouter(http()),
  target: 'http://server/',
  fault: useProxy('client', 'nobody'),
  symptom: { at: 'proxy', code: 'ECONNREFUSED' },
  wire: 'nothing sent',
  cause: 'client-proxy-gone',
  remedy: { action: 'bypass-proxy', advice: 'Unset http_proxy.', change: unsetProxy('client') },
  beneath: [
    {
      fault: rejectPackets('server', 'icmp-port-unreachable'),
      symptom: { at: 'connect', code: 'ECONNREFUSED' },
      wire: 'SYN > ICMP 3/3',
      cause: 'firewall-reject',
      clientSees: 'rejectedByIcmp',
      remedy: { action: 'open-port', advice: 'Let the port in.', change: openPort('server') },
    },
    {
      fault: rebind('server', 'loopback'),
      symptom: { at: 'connect', code: 'ECONNREFUSED' },
      wire: 'SYN > RST',
      cause: 'loopback-bind',
      clientSees: 'refusedByTarget',
      remedy: {
        action: 'listen-on-all-addresses',
        advice: 'Listen on 0.0.0.0, or :: for IPv6.',
        change: rebind('server', 'all'),
      },
    },
  ],
  lesson: {
    why: 'Each hides the next.',
    tellApart: 'The packets.',
    hints: ['Mend one.'],
    see: ['ip(7)'],
  },
});
const three = casesOf({ id, scenario });

const over6 = (one: Case): Case => atPoint(one, { ...atDefaults(one).point!, ipVersion: 6 });
const layered = (await loadScenarios()).flatMap(casesOf).filter(({ layers }) => layers.length > 1);
const subjects = [...three.map(atDefaults), ...[...three, ...layered].map(over6)];

test('the scenario of three layers breaks no rule', () => {
  expect(breaches({ id, family: 'refused', file: `${id}.ts`, scenario }, [id])).toEqual([]);
});

test.concurrent.each(subjects)(
  '$label over IPv$point.ipVersion: each layer shows, is named and mended',
  async (one) => {
    const { standing, phases, diagnosed } = await pool.use((lane) => runCase(lane, one, diagnoser));
    expect(phases.filter(({ ok }) => !ok)).toEqual([]);
    expect(standing).toBe('judged');
    expect(diagnosed.map(({ layer = 1, vantage }) => `${layer} ${vantage}`)).toEqual(
      one.layers.flatMap(({ number }) => vantages.map((vantage) => `${number} ${vantage}`)),
    );
    for (const { verdict } of diagnosed) expect(passing, verdict.why).toContain(verdict.grade);
  },
);
