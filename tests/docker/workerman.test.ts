import { expect, test } from 'vitest';
import { hostProgram } from '../../harness/engine/agent-path.ts';
import type { Lab } from '../../harness/engine/engine.ts';
import { connectDiagnoser, type FolderDiagnoser } from '../../harness/guest/connector.ts';
import { openLab } from '../../harness/run/open-lab.ts';
import { lan, machine } from '../../harness/topology/topology.ts';
import { lanes, seed } from './lanes.ts';

const pool = lanes(1);
const at = '/opt/workerman';
const schemes = { http: 3001, text: 3002, tcp: 3003, websocket: 3004 };
const fixturePort = 3010;

/** The application that the fixture stands for, as its documentation begins (Worker, onMessage). */
const startFile = `<?php
require '${at}/vendor/autoload.php';
foreach (${JSON.stringify(schemes).replaceAll(':', '=>').replace('{', '[').replace('}', ']')} as $scheme => $port) {
  $worker = new Workerman\\Worker("$scheme://0.0.0.0:$port");
  $worker->onMessage = fn ($connection, $data) => $connection->send((string) $data);
}
Workerman\\Worker::runAll();
`;

const get = 'GET /chat HTTP/1.1\r\nHost: server.test:80\r\n';
const upgrade = `${get}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n`;

/** Everything that comes back until the server closes, to a client that has said all it will say. */
const answerOn = async (lab: Lab, port: number, scheme: string): Promise<string> => {
  const argv = ['nc', '-N', '127.0.0.1', String(port)];
  const stdin = `${scheme === 'websocket' ? get : upgrade}\r\n`;
  return (await lab.run({ host: 'server', argv, user: 'app' }, { stdin })).stdout;
};

/** The title and the name of the process that serves a port, as a server report has them. */
const processOn = async (lab: Lab, port: number): Promise<string> => {
  const look = `for id in $(grep -asl ':${port}$\\|:${port}[[:cntrl:]]' /proc/[0-9]*/cmdline); do tr -s '\\0' ' ' < $id; cat \${id%cmdline}comm; done`;
  const { stdout } = await lab.run({ host: 'server', argv: ['sh', '-c', look], user: 'root' });
  return stdout.replaceAll(String(port), 'PORT');
};

test('the fixture answers and is called as Workerman itself', (context) => {
  const folder = process.env['BADCONN_WORKERMAN'];
  if (!folder) {
    return context.skip(
      'BADCONN_WORKERMAN names no folder in which  composer require workerman/workerman  was run',
    );
  }
  return pool.use(async (lane) => {
    const { tar } = (await connectDiagnoser(folder)) as FolderDiagnoser;
    await lane.unpack(at, tar);
    const topology = lan({ client: machine(), server: machine() });
    const one = { label: 'workerman', scenario: { topology, target: 'tcp://server/' } } as const;
    await using open = await openLab(lane, one, { seed });
    const { lab } = open;
    const start = 'printf %s "$0" > /tmp/start.php && exec php /tmp/start.php start';
    const argv = ['sh', '-c', start, startFile];
    const php = await lab.start({ host: 'server', argv, user: 'root' }, 'Start success');
    const version = `require '${at}/vendor/autoload.php'; echo Workerman\\Worker::VERSION;`;
    const { stdout } = await lab.run({
      host: 'server',
      argv: ['php', '-r', version],
      user: 'app',
    });
    for (const [scheme, port] of Object.entries(schemes)) {
      const flags = {
        address: '0.0.0.0',
        port: String(fixturePort),
        scheme,
        version: stdout[0] ?? '',
      };
      const program = hostProgram('workerman-server', flags);
      const fixture = await lab.start({ host: 'server', ...program, user: 'app' }, 'listening');
      const answer = await answerOn(lab, port, scheme);
      expect(answer.length, scheme).toBeGreaterThan(40);
      expect(await answerOn(lab, fixturePort, scheme), scheme).toBe(answer);
      const title = await processOn(lab, port);
      expect(title).toContain(`none ${scheme}://0.0.0.0:PORT`);
      expect(await processOn(lab, fixturePort)).toBe(title);
      await fixture.stop('SIGTERM');
    }
    await php.stop('SIGTERM');
  });
});
