import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classes, type Cause } from '../../vocabulary/index.ts';
import type { Evidence } from '../evidence.ts';
import type { Recording } from '../recording.ts';
import { conclude } from './index.ts';

/**
 * Evidence that the diagnoser gathered, unprivileged, in network namespaces with a manual fault (client, router,
 * server; Debian 12, kernel 6.18): the line `evidence …` of its stderr. Processes, sysctls and constant counters of
 * the server are left out.
 */
type Known = Recording & { truth: Cause | 'none' };

const folder = new URL('../../tests/recorded/evidence/', import.meta.url);
const recordings = readdirSync(folder).map((file): [string, Known] => [
  file.replace(/\.json$/, ''),
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Known,
]);

/**
 * Candidates that remain without a server report: the class of the cause and, where the url's address is not known
 * to be the server's, another machine that refuses or is silent. A machine that accepts is taken for the intended
 * server; after a failed neighbour search there is no machine.
 */
const knownToClient = (
  name: string,
  truth: Cause,
  { intendedAddress, attempts }: Evidence,
): Cause[] => {
  const isOpen = intendedAddress === undefined && attempts[0]?.code !== 'connected';
  const isAnother = isOpen && !ofNoMachine.includes(name);
  return [...classOf(name, truth), ...(isAnother ? (['wrong-host'] as const) : [])];
};

/** No machine has the address, or the client itself failed. */
const ofNoMachine = ['host-down-lan', 'ports-held', 'time-wait-flood'];

const classOf = (name: string, truth: Cause): readonly Cause[] => {
  if (classes.refusedByTarget.some((cause) => cause === truth)) return classes.refusedByTarget;
  // These two show no sign of life: one has no return route at all, the other is down.
  if (name === 'no-return-route' || name === 'host-down-routed') return classes.silent;
  if (classes.silentButAlive.some((cause) => cause === truth)) return classes.silentButAlive;
  if (truth === 'firewall-reject') return classes.rejectedByIcmp;
  if (name === 'websocket-to-http-404') return classes.answersNotFound;
  if (name === 'workerman-http-5') return classes.answersAsHttp;
  if (name === 'workerman-text' || name === 'workerman-tcp') return classes.answersNoHttp;
  return [truth];
};

test('every condition of the two vantages is recorded', () => {
  const isWhole = ({ client, ...rest }: Recording): boolean =>
    client !== undefined && rest['client+server'] !== undefined;
  expect(recordings.filter(([, recording]) => isWhole(recording)).length).toBeGreaterThan(30);
});

describe.each(recordings)('%s', (name, recording) => {
  const { truth } = recording;

  test('its truth is known', () => {
    expect(truth).not.toBe('unknown');
  });

  const { client, 'client+server': both } = recording;
  test.runIf(client)('from the client: exactly what it can know', async () => {
    const { candidates, remedy, status } = await conclude(client!);
    if (truth === 'none') {
      expect({ candidates, status }).toEqual({ candidates: [], status: 'healthy' });
      return;
    }
    expect(status).toBe('diagnosed');
    expect(candidates[0]).not.toBe('wrong-host');
    expect(candidates.toSorted()).toEqual([...knownToClient(name, truth, client!)].toSorted());
    if (candidates.length > 1) expect(remedy?.action).toBe('look-further');
  });

  test.runIf(both)('with the report of the server: exact', async () => {
    const { candidates, status } = await conclude(both!);
    // The report has other addresses than the url, and nothing tells which is right.
    const another: Cause[] = name === 'host-down-routed' ? ['wrong-host'] : [];
    // Nor does it show the paths at which a server speaks WebSocket.
    if (name === 'websocket-to-http-404') another.push('wrong-path');
    expect({ candidates, status }).toEqual(
      truth === 'none'
        ? { candidates: [], status: 'healthy' }
        : { candidates: [truth, ...another], status: 'diagnosed' },
    );
  });
});

const remedyOf = async (name: string) => {
  const recording = recordings.find(([recorded]) => recorded === name)?.[1];
  if (recording === undefined) throw new Error(`no recording ${name}`);
  return (await conclude(recording['client+server']!)).remedy;
};

test.each([
  ['wrong-port', 'use-right-port', []],
  ['not-listening', 'start-service', ['systemctl --failed', "ss -ltnp 'sport = :8080'"]],
  ['loopback-bind', 'listen-on-all-addresses', ["ss -ltnp 'sport = :8080'"]],
  [
    'firewall-reject-reset',
    'open-port',
    ['iptables -D INPUT -p tcp -m tcp --dport 8080 -j REJECT --reject-with tcp-reset'],
  ],
  ['host-firewall-drop', 'open-port', ['iptables -D INPUT -p tcp -m tcp --dport 8080 -j DROP']],
  ['host-firewall-drop-policy', 'open-port', ['iptables -I INPUT -p tcp --dport 8080 -j ACCEPT']],
  [
    'host-firewall-drop-nft-counter',
    'open-port',
    ['nft insert rule inet fw input tcp dport 8080 accept'],
  ],
  ['ports-held', 'widen-port-range', ['sysctl -w net.ipv4.ip_local_port_range="10000 65535"']],
  ['time-wait-flood', 'reuse-time-wait', ['sysctl -w net.ipv4.tcp_tw_reuse=1']],
])('the remedy of %s is %s', async (name, action, commands) => {
  expect(await remedyOf(name)).toMatchObject({ action, commands });
});

test('the remedy of a wrong scheme of Workerman names the lines to write', async () => {
  const { action, text } = (await remedyOf('workerman-text')) ?? {};
  expect(action).toBe('serve-websocket');
  expect(text).toMatch(/new Worker\('websocket:\/\/0\.0\.0\.0:\d+'\)/);
  expect(text).toMatch(/new Gateway\('websocket:\/\/0\.0\.0\.0:\d+'\)/);
  expect(text).toContain('It says text:// now.');
});

test('an account names the protocol that the first bytes belong to', async () => {
  const recording = recordings.find(([name]) => name === 'websocket-to-raw-tcp-greeting')?.[1];
  const { evidence } = await conclude(recording!.client!);
  const said = evidence?.find(({ observed }) => observed.includes('220 ready'));
  expect(said?.observed).toContain('three-digit replies, such as SMTP or FTP (RFC 5321, 4.2)');
  expect(said?.for).toEqual(['websocket-to-raw-tcp']);
});

test('the remedy of a wrong port names the right one', async () => {
  expect((await remedyOf('wrong-port'))?.text).toContain('ws://10.77.1.3:8088/');
});

test('an account says what was tried, what came back, and for which causes it speaks', async () => {
  const recording = recordings.find(([name]) => name === 'host-firewall-drop')?.[1];
  const { evidence } = await conclude(recording!['client+server']!);
  expect(evidence).toContainEqual({
    observed:
      'While the client tried, "-A INPUT -p tcp -m tcp --dport 8080 -j DROP" (iptables, table filter, chain INPUT) counted 2 packets.',
    for: ['host-firewall-drop'],
    against: ['security-group', 'control-panel-firewall', 'rate-limit', 'banned-client'],
  });
});
