import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Expectation } from '../../vocabulary/index.ts';
import { readExpectations } from './read-expectations.ts';

const cases = ['refused/wrong-port', 'healthy/plain', 'timeout/host-firewall-drop (ufw)'];
const entry: Expectation = {
  case: 'refused/wrong-port',
  vantage: 'client',
  grade: 'vague',
  reason: 'It does not know the class yet.',
};

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'badconn-expectations-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string): Promise<Expectation[]> {
  const file = join(folder, 'x.json');
  await writeFile(file, text);
  return readExpectations(file, cases);
}

describe('a list of expectations', () => {
  test('is read as it is', async () => {
    const other = { ...entry, case: 'timeout/host-firewall-drop (ufw)' };
    expect(await read(JSON.stringify([entry, other]))).toEqual([entry, other]);
    expect(await read('[]')).toEqual([]);
  });

  test.each([
    ['no JSON', '[', 'is not a list of expectations: it is no JSON: line 1, column 2'],
    ['no list', '{}', 'it is an object, and must be an array'],
    ['no entry', '[1]', '/0 is 1, and must be an object'],
    [
      'an unknown case',
      JSON.stringify([{ ...entry, case: 'refused/wrong-prt' }]),
      'refused/wrong-port',
    ],
    [
      'an unknown vantage',
      JSON.stringify([{ ...entry, vantage: 'server' }]),
      'client, client+server',
    ],
    ['a grade that passes', JSON.stringify([{ ...entry, grade: 'exact' }]), 'grades are vague'],
    ['no reason', JSON.stringify([{ ...entry, reason: ' ' }]), '/0/reason is'],
    ['the same twice', JSON.stringify([entry, entry]), '/1: refused/wrong-port at client is exp'],
  ])('%s is wrong use', async (_, text, said) => {
    const wrong = expect.objectContaining({
      exitCode: 2,
      message: expect.stringContaining(said),
    });
    await expect(read(text)).rejects.toThrow(wrong);
  });
});
