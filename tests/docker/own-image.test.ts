import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepare } from '../../machine/index.ts';
import { casesOf } from '../../harness/case/case.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import {
  amongMachines,
  defineScenario,
  dropPackets,
  image,
  openPort,
  rebind,
} from '../../harness/index.ts';
import { phases } from '../../harness/events.ts';
import { lanes, runCase } from './lanes.ts';

const name = `badconn-test/redis-${process.pid}:8`;

/** A root file system of Redis and what it is linked with, out of the lab's own image: no registry is asked. */
const small = String.raw`
mkdir -p /small/data /small/etc && cd /small
cp -L --parents "$(command -v redis-server)" .
ldd "$(command -v redis-server)" | grep -o '/[^ ]*' | xargs cp -L --parents -t .
echo 'cache:x:999:998::/:/bin/false' > etc/passwd && chown 999:998 data`;

const pool = lanes(1, 'docker');

beforeAll(async () => {
  const { docker, image: lab } = await prepare(() => undefined);
  const maker = await docker.createContainer({ Image: lab, Cmd: ['sh', '-ec', small] });
  try {
    await maker.start();
    await maker.wait();
    const [repo, tag] = name.split(':');
    const settings = ['ENTRYPOINT ["redis-server"]', 'CMD ["--version"]', 'WORKDIR /data'];
    const changes = [...settings, 'ENV PATH=/usr/bin', 'USER cache'];
    const root = await buffer(await maker.getArchive({ path: '/small/.' }));
    await buffer(await docker.importImage(Readable.from([root]), { repo, tag, changes }));
  } finally {
    await maker.remove({ force: true });
  }
});
afterAll(async () => {
  const { docker } = await prepare(() => undefined);
  await docker.getImage(name).remove();
});

/** What `image: redis:8` is where a registry answers. */
const redis = image(name, {
  command: ['--bind', '{address}', '--port', '{port}', '--save', '60 1', '--protected-mode', 'no'],
  ready: 'Ready to accept connections',
  says: 'PING\r\n',
});
const around = { topology: amongMachines(redis), target: 'tcp://server/' } as const;
const lesson = { why: '-', tellApart: '-', hints: ['-'], see: ['-'] } as const;

const scenarios = {
  'timeout/own-image': defineScenario({
    ...around,
    title: 'A firewall discards the packets to a service of an own image',
    fault: dropPackets('server'),
    symptom: { at: 'connect', code: 'silence' },
    wire: 'SYN > nothing',
    cause: 'host-firewall-drop',
    clientSees: 'silentButAlive',
    remedy: { action: 'open-port', advice: '-', change: openPort('server') },
    lesson,
  }),
  'refused/own-image': defineScenario({
    ...around,
    title: 'A service of an own image listens on a loopback address',
    fault: rebind('server', 'loopback'),
    symptom: { at: 'connect', code: 'ECONNREFUSED' },
    wire: 'SYN > RST',
    cause: 'loopback-bind',
    clientSees: 'refusedByTarget',
    remedy: {
      action: 'listen-on-all-addresses',
      advice: '-',
      change: rebind('server', 'all'),
    },
    lesson,
  }),
};

test.each(Object.entries(scenarios))('an image is the service of %s', async (id, scenario) => {
  const [labCase] = casesOf({ id, scenario });
  const diagnoser = await connectDiagnoser('reference');
  const seen = await pool.use((lane) => runCase(lane, labCase!, diagnoser));
  expect(seen.phases, JSON.stringify(seen.phases)).toEqual(
    phases.map((phase) => ({ phase, ok: true })),
  );
  const [, withServer] = seen.diagnosed.map(({ verdict }) => verdict.grade);
  expect(withServer).toBe('exact');
});
