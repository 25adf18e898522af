import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { collectScript, parseSnapshot, serverReport } from '../../collector/index.ts';
import { conclude, type Evidence } from '../../diagnoser/index.ts';
import { banClient, dropPackets, rejectPackets, type Change } from '../../harness/changes/index.ts';
import type { Lab } from '../../harness/engine/engine.ts';
import { openLab } from '../../harness/run/open-lab.ts';
import { drawPoint } from '../../harness/topology/draw-point.ts';
import type { Placement } from '../../harness/topology/place.ts';
import type { Point } from '../../harness/topology/point.ts';
import { axesOfTopology } from '../../harness/topology/shape.ts';
import { client, lan, server, webSocket } from '../../harness/topology/topology.ts';
import type { Cause } from '../../vocabulary/index.ts';
import { lanes, seed } from './lanes.ts';

const pool = lanes(4);
const topology = lan({ client: client(), server: server(webSocket()) });
const script = await readFile(collectScript, 'utf8');

/** What breaks the port of the server: a change, or commands of root, with `PORT` for it. */
interface BrokenByCause {
  name: string;
  by: Change | readonly string[];
  code: 'silence' | 'ECONNREFUSED' | 'EHOSTUNREACH';
  cause: Cause;
  at?: Partial<Point>;
}

const dropped = { code: 'silence', cause: 'host-firewall-drop' } as const;
const rejected = { code: 'ECONNREFUSED', cause: 'firewall-reject' } as const;
const table = 'add table inet fw';
const chain = 'add chain inet fw in { type filter hook input priority 0; }';
const nft = (...rules: string[]): readonly string[] =>
  [table, chain, ...rules].map((rule) => `nft '${rule}'`);

const all: readonly BrokenByCause[] = [
  { name: 'iptables', by: dropPackets('server'), ...dropped, at: { firewall: 'iptables' } },
  { name: 'nft', by: dropPackets('server'), ...dropped, at: { firewall: 'nft' } },
  { name: 'ufw', by: dropPackets('server'), ...dropped, at: { firewall: 'ufw' } },
  {
    ...{ name: 'firewalld', by: rejectPackets('server', 'icmp-admin-prohibited') },
    ...{ code: 'EHOSTUNREACH', cause: 'firewall-reject', at: { firewall: 'firewalld' } },
  },
  {
    ...{ name: 'a ban of fail2ban', by: banClient('server', 'DROP'), at: { firewall: 'iptables' } },
    ...{ code: 'silence', cause: 'banned-client' },
  },
  { name: 'a rule for all', by: ['iptables -A INPUT -p tcp -j DROP'], ...dropped },
  {
    ...{ name: 'a rule for several ports', ...dropped },
    by: ['iptables -A INPUT -p tcp -m multiport --dports 9,PORT -j DROP'],
  },
  { name: 'a policy', by: ['iptables -P INPUT DROP'], ...dropped },
  { name: 'a policy of nft', by: nft('add chain inet fw in { policy drop; }'), ...dropped },
  { name: 'a rule of nft for all', by: nft('add rule inet fw in drop'), ...dropped },
  { name: 'a reject of nft for all', by: nft('add rule inet fw in counter reject'), ...rejected },
  {
    ...{ name: 'a reject of iptables', ...rejected },
    by: ['iptables -A INPUT -p tcp --dport PORT -j REJECT'],
  },
];

const snapshot = async (lab: Lab): Promise<ReturnType<typeof parseSnapshot>> => {
  const argv = ['sh', '-s'];
  const { stdout } = await lab.run({ host: 'server', argv, user: 'root' }, { stdin: script });
  return parseSnapshot(stdout);
};

/** As a diagnoser on the client has it. */
const evidenceOf = (
  { addresses, aim }: Placement,
  { code, message }: { code: string; message: string },
  report: ReturnType<typeof serverReport>,
): Evidence => {
  const address = addresses['server'] ?? '';
  const icmp = { 'Icmp.InDestUnreachs': 1 };
  return {
    ...{ version: 1, vantage: 'client+server', server: report },
    target: {
      url: `ws://${address}:${aim.port}/`,
      scheme: 'ws',
      host: address,
      port: aim.port,
      path: '/',
    },
    intendedAddress: address,
    symptom: { stage: 'connect', code, message, afterMs: 1 },
    attempts: [
      {
        address,
        port: aim.port,
        code,
        message,
        local: false,
        afterMs: 1,
        counters: code === 'silence' ? {} : icmp,
      },
    ],
    ...{ handshakes: [], signs: [], neighbours: [] },
  };
};

describe.concurrent.each(all)('$name', ({ name, by, code, cause, at }) => {
  test('the commands of the remedy mend it', () =>
    pool.use(async (lane) => {
      const drawn = drawPoint({ ...axesOfTopology(topology), scheme: ['ws'] }, seed, name);
      const point = { ...drawn, ipVersion: 4 as const, way: 'address' as const, ...at };
      const one = { label: name, scenario: { topology, target: 'ws://server/' }, point } as const;
      await using open = await openLab(lane, one, { seed });
      const { lab, placement, session } = open;
      const root = async (line: string): Promise<void> => {
        const argv = ['sh', '-c', line.replaceAll('PORT', String(placement.aim.port))];
        const { exitCode, stderr } = await lab.run({ host: 'server', argv, user: 'root' });
        expect(exitCode, `${line}: ${stderr}`).toBe(0);
      };
      if ('apply' in by) await session.apply(by);
      else for (const line of by) await root(line);
      const before = await snapshot(lab);
      const seen = await session.attempt(code === 'silence' ? 'silence' : 'answer');
      expect(seen.code).toBe(code);
      const report = serverReport(before, await snapshot(lab), 1);
      const { candidates, remedy } = await conclude(evidenceOf(placement, seen, report));
      expect(candidates).toEqual([cause]);
      expect(remedy?.commands).not.toEqual([]);
      for (const command of remedy?.commands ?? []) await root(command);
      expect((await session.attempt()).code).toBe('connected');
    }));
});
