import { expect, test } from 'vitest';
import { captureDuring } from '../../tests/capture-during.ts';
import { caseOf } from '../../tests/fake-case.ts';
import { fakeScene } from '../../tests/fake-scene.ts';
import { FakeEngine } from '../../tests/fake-engine.ts';
import { bring } from '../guest/program.ts';

test('packets are captured at both ends from before it happens until after', async () => {
  const { scene, asked } = await fakeScene(caseOf('healthy/plain'));
  const { lab, session } = scene;
  const ends = { client: 'client', server: 'server' };
  const { result, pcaps } = await captureDuring(lab, ends, () => session.attempt());
  expect(result).toMatchObject({ code: 'connected' });
  const argv = [
    ...['tcpdump', '-i', 'any', '-n', '-U', '--immediate-mode', '-s', '8192', '-w', '-'],
    'tcp or icmp or icmp6 or udp port 53',
  ];
  const capabilities = ['net_raw', 'setgid', 'setuid'];
  const start = (host: string) => ({
    ...{ start: { host, argv, user: 'root', capabilities }, ready: 'listening on' },
  });
  const stop = { stop: 'tcpdump', signal: 'SIGINT' };
  const ask = expect.objectContaining({ ask: expect.anything() as unknown }) as unknown;
  const drain = { drain: 'tcpdump' };
  expect(asked).toEqual([start('client'), start('server'), ask, drain, drain, stop, stop]);
  for (const pcap of [pcaps.client, pcaps.server]) expect(pcap.length).toBeGreaterThan(24);
});

test('a diagnoser lies where it lies in every lab, and a module in none', async () => {
  const lane = await new FakeEngine().openLane();
  const folder = {
    kind: 'folder',
    name: 'cmd:x',
    tar: Buffer.alloc(0),
    argv: ['./x', 'y'],
  } as const;
  expect(await bring(lane, { ...folder, argv: [...folder.argv] })).toEqual({
    ...{ argv: ['./x', 'y'], cwd: '/opt/diagnoser' },
  });
  expect(await bring(lane, { kind: 'image', name: 'image:a', image: 'a' })).toEqual({
    ...{ argv: ['diagnose'], cwd: '/', env: {}, root: '/opt/diagnoser-root' },
  });
  const inLab = bring(lane, { kind: 'module', name: 'module:m.js', file: '/m.js' });
  await expect(inLab).rejects.toMatchObject({ name: 'UsageError', code: 'USAGE_MODULE_IN_LAB' });
  await expect(inLab).rejects.toThrow(
    'Next: npx badconn run --diagnoser module:m.js --recorded <a folder of run --out>',
  );
});
