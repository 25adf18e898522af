import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyOf } from '../case/case-name.ts';
import { conversationOf } from '../judge/sample-trial.ts';
import { artefactsIn, noArtefacts } from './artefacts.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-artefacts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const pcaps = { client: Buffer.from([1, 2]), server: Buffer.from([3]) };

const files = async (): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
};

test('a case has one folder with packets, requests, answers and transcripts', async () => {
  const artefacts = artefactsIn(folder);
  await artefacts.pcaps('refused/wrong-port', pcaps);
  await artefacts.conversation('refused/wrong-port', 'client', conversationOf('{"a":1}'));
  await artefacts.conversation('refused/wrong-port', 'client+server', conversationOf('{}'));
  expect(await files()).toEqual([
    'refused/wrong-port/client-server.answer.json',
    'refused/wrong-port/client-server.request.json',
    'refused/wrong-port/client-server.transcript.txt',
    'refused/wrong-port/client.answer.json',
    'refused/wrong-port/client.pcap',
    'refused/wrong-port/client.request.json',
    'refused/wrong-port/client.transcript.txt',
    'refused/wrong-port/server.pcap',
  ]);
  const read = (name: string): Promise<Buffer> =>
    readFile(join(folder, 'refused/wrong-port', name));
  expect(await read('client.pcap')).toEqual(pcaps.client);
  expect((await read('client.answer.json')).toString()).toBe('{"a":1}');
  expect(JSON.parse((await read('client.request.json')).toString())).toEqual(
    conversationOf('').request,
  );
});

test('a form has a folder of its own, and its name leads nowhere else', async () => {
  const artefacts = artefactsIn(folder);
  await artefacts.pcaps(keyOf('protocol/websocket-to-http', 'status 404'), pcaps);
  await artefacts.pcaps(keyOf('protocol/websocket-to-http', '../../../up'), pcaps);
  expect(await files()).toEqual([
    'protocol/websocket-to-http.-up/client.pcap',
    'protocol/websocket-to-http.-up/server.pcap',
    'protocol/websocket-to-http.status-404/client.pcap',
    'protocol/websocket-to-http.status-404/server.pcap',
  ]);
});

test('without a folder nothing is written', async () => {
  await noArtefacts.pcaps('refused/wrong-port', pcaps);
  expect(await files()).toEqual([]);
});

test('a file in the way is told by name', async () => {
  await writeFile(join(folder, 'refused'), '');
  const failed = artefactsIn(folder).pcaps('refused/wrong-port', pcaps);
  await expect(failed).rejects.toMatchObject({
    code: 'USAGE_CANNOT_WRITE',
    message: expect.stringMatching(/client\.pcap cannot be written: .+ \(E(EXIST|NOTDIR)\)\.\n/),
  });
});
