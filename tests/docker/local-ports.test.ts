import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  floodShortConnections,
  holdPorts,
  shrinkPortRange,
  useHost,
} from '../../harness/changes/index.ts';
import type { Session } from '../../harness/run/session.ts';
import { openLab } from '../../harness/run/open-lab.ts';
import { client, lan, server, webSocket } from '../../harness/topology/topology.ts';
import { lanes, seed } from './lanes.ts';

const pool = lanes(2);
const topology = lan({
  client: client(),
  second: client(),
  server: server(webSocket()),
  other: server(webSocket()),
});
/** As shrinkPortRange has it. */
const range = 16;

interface Open {
  session: Session;
  /** What a command of root on a host prints; it must end with 0. */
  says(host: string, ...argv: string[]): Promise<string>;
}

const inLab = (name: string, work: (open: Open) => Promise<void>): Promise<void> =>
  pool.use(async (lane) => {
    const one = { label: name, scenario: { topology, target: 'ws://server/' } } as const;
    await using open = await openLab(lane, one, { seed });
    const { lab, session } = open;
    const says = async (host: string, ...argv: string[]): Promise<string> => {
      const { exitCode, stdout, stderr } = await lab.run({ host, argv, user: 'root' });
      expect(exitCode, stderr).toBe(0);
      return stdout.trim();
    };
    await work({ session, says });
  });

const established = async ({ says }: Open, host: string): Promise<number> =>
  (await says(host, 'ss', '-Htn', 'state', 'established')).split('\n').length;

test.concurrent('ports run out for one destination, and for one client', () =>
  inLab('per destination', async (open) => {
    const { session } = open;
    await session.apply([shrinkPortRange('client'), holdPorts('client')]);
    expect((await session.attempt()).code).toBe('EADDRNOTAVAIL');
    await session.apply(useHost('client', 'other'));
    expect((await session.attempt()).code).toBe('connected');

    await session.apply([shrinkPortRange('second'), holdPorts('second')]);
    expect(await established(open, 'server')).toBe(2 * range);
  }),
);

test.concurrent('what folklore has against TIME_WAIT does nothing', () =>
  inLab('folklore', async ({ session, says }) => {
    await session.apply([shrinkPortRange('client'), floodShortConnections('client')]);
    await says('client', 'sysctl', '-w', 'net.ipv4.tcp_fin_timeout=1');
    await says('client', 'sh', '-c', '! sysctl -w net.ipv4.tcp_tw_recycle=1');
    // No event tells that nothing has ended: it is more than what was asked for.
    await wait(1500);
    expect((await session.attempt()).code).toBe('EADDRNOTAVAIL');
    const left = await says('client', 'ss', '-Htn', 'state', 'time-wait');
    expect(left.split('\n').length).toBe(range);
  }),
);
