import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { EngineError } from '../harness/errors.ts';
import { artefactsIn, noArtefacts, type Artefacts } from '../harness/run/artefacts.ts';
import { caseOf, ran } from './fake-case.ts';
import { endsOf, standingOf, wrongCase } from './wrong-scenarios.ts';

const stopped = caseOf('refused/not-listening');

describe('artefacts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'badconn-phases-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('are the packets and what was said at each vantage', async () => {
    await ran(stopped, {}, { artefacts: artefactsIn(folder) });
    const read = (file: string): Buffer =>
      readFileSync(join(folder, 'refused/not-listening', file));
    for (const end of ['client', 'server']) {
      expect(read(`${end}.pcap`).readUInt32LE(0)).toBe(0xa1b2c3d4);
      expect(read(`${end}.pcap`).length).toBeGreaterThan(24);
    }
    for (const vantage of ['client', 'client-server']) {
      const request = JSON.parse(read(`${vantage}.request.json`).toString()) as { id: string };
      const answer = JSON.parse(read(`${vantage}.answer.json`).toString()) as { id: string };
      expect(answer.id).toBe(request.id);
    }
  });

  test('the packets are kept before they are held against the file', async () => {
    const kept: string[] = [];
    const artefacts: Artefacts = { ...noArtefacts, pcaps: async (key) => void kept.push(key) };
    const one = await wrongCase('wrong-packets-at-client');
    const { events } = await ran(one, {}, { artefacts });
    expect(kept).toEqual([one.key]);
    expect(standingOf(events)).toBe('invalid-scenario');
  });

  test('that cannot be written make the case inconclusive, and it leaves', async () => {
    const full = new EngineError({ code: 'ENGINE_DISK_FULL', what: 'Full.', next: 'free space' });
    const artefacts: Artefacts = { ...noArtefacts, pcaps: () => Promise.reject(full) };
    const { events, labs } = await ran(stopped, {}, { artefacts });
    expect(endsOf(events).map(({ code }) => code)).toContain('ENGINE_DISK_FULL');
    expect(standingOf(events)).toBe('inconclusive');
    expect(labs[0]?.stands).toBe(false);
  });
});

describe('what the diagnoser is asked', () => {
  test('at each vantage once, with a report only where it may look at the server', async () => {
    const { events } = await ran(stopped);
    const asked = events.filter((event) => event.type === 'diagnosed');
    expect(asked.map(({ vantage }) => vantage)).toEqual(['client', 'client+server']);
    expect(asked.map(({ conversation: { request } }) => request.server !== undefined)).toEqual([
      false,
      true,
    ]);
    for (const { conversation } of asked) {
      expect(conversation.request.symptom.code).toBe('ECONNREFUSED');
      expect(conversation.request.deadlineMs).toBe(100);
    }
  });

  test('no report is taken where nobody may look at the server', async () => {
    const { labs, events } = await ran(stopped, {}, { vantages: ['client'] });
    expect(labs[0]?.done.filter((line) => line.endsWith(': sh -s'))).toEqual([]);
    expect(events.filter(({ type }) => type === 'diagnosed')).toHaveLength(1);
  });

  test('a target of a kind that nobody handles, where that is wanted', async () => {
    const { events } = await ran(stopped, {}, { askUnknown: true });
    const unknown = events.find((event) => event.type === 'unknown-target');
    expect(unknown?.conversation.request.target.url).toMatch(/^carrier-pigeon:\/\/[^/]+:\d+\/$/);
    expect(unknown?.verdict.grade).toBe('no-answer');
    expect((await ran(stopped)).events.some(({ type }) => type === 'unknown-target')).toBe(false);
  });

  test('as often as wanted, and each turn is told', async () => {
    const { events } = await ran(stopped, {}, { repeat: 3, vantages: ['client'] });
    const [asked] = events.filter((event) => event.type === 'diagnosed');
    expect(asked?.turns).toHaveLength(3);
  });
});
