import fc from 'fast-check';
import { expect, test } from 'vitest';
import { causes, type Cause } from '../../vocabulary/index.ts';
import type { Evidence } from '../evidence.ts';
import { anyEvidence } from '../observe/sample-evidence.ts';
import { conclude } from './index.ts';

test('any evidence has a conclusion that keeps the contract', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence(), async (evidence) => {
      const { candidates, evidence: said = [], remedy, status } = await conclude(evidence);
      expect(candidates.length > 0).toBe(status === 'diagnosed');
      expect(new Set(candidates).size).toBe(candidates.length);
      for (const cause of candidates) expect(causes).toHaveProperty(cause);
      for (const { observed } of said) expect(observed).not.toMatch(/undefined|\[object/);
      if (candidates.length > 1) expect(remedy?.action).toBe('look-further');
    }),
    { numRuns: 1000 },
  );
});

test('the order of the lists in the evidence changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence(), async (evidence) => {
      expect(await conclude(turnedRound(evidence))).toEqual(await conclude(evidence));
    }),
    { numRuns: 1000 },
  );
});

const firewallCauses: readonly Cause[] = [
  'firewall-reject',
  'firewall-reject-reset',
  'host-firewall-drop',
  'control-panel-firewall',
  'reply-dropped',
];

test('nobody is told to open a firewall unless a firewall is the one cause left', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence(), async (evidence) => {
      const { candidates, remedy } = await conclude(evidence);
      if (remedy?.action !== 'open-port') return;
      expect(candidates).toHaveLength(1);
      expect(firewallCauses).toContain(candidates[0]);
    }),
    { numRuns: 1000 },
  );
});

test('a connection that nobody accepted is never called healthy', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence(), async (evidence) => {
      const all = [
        ...evidence.attempts,
        ...(evidence.proxy?.attempt ? [evidence.proxy.attempt] : []),
      ];
      fc.pre(all.every(({ code }) => code !== 'connected'));
      expect((await conclude(evidence)).status).not.toBe('healthy');
    }),
  );
});

const ofAnotherMachine: readonly Cause[] = [
  'wrong-host',
  'dns-wrong-server',
  'hosts-file-override',
];

test('another machine is no cause where the address is known for the right one', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence(), async (evidence) => {
      const [{ address }] = [...evidence.attempts, { address: evidence.target.host }] as [
        { address: string },
      ];
      fc.pre(evidence.attempts.every((attempt) => attempt.address === address));
      const { candidates } = await conclude({ ...evidence, intendedAddress: address });
      for (const cause of ofAnotherMachine) expect(candidates).not.toContain(cause);
    }),
    { numRuns: 1000 },
  );
});

test('a client that is refused, or hears nothing, never names another machine first where nothing is known', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence(), async (given) => {
      const {
        intendedAddress: _a,
        intendedName: _n,
        intendedLookup: _l,
        server: _s,
        ...evidence
      } = given;
      const { candidates } = await conclude(evidence);
      fc.pre(candidates.length > 1);
      if (evidence.names !== undefined) return;
      expect(ofAnotherMachine).not.toContain(candidates[0]);
    }),
    { numRuns: 1000 },
  );
});

/** Rules stay as they are: their order is the order in which the firewall asks them. */
const turnedRound = (evidence: Evidence): Evidence => {
  const { names, server, services, web } = evidence;
  const turned = {
    ...evidence,
    attempts: evidence.attempts.toReversed(),
    ...(evidence.intendedLookup === undefined
      ? {}
      : { intendedLookup: evidence.intendedLookup.toReversed() }),
    handshakes: evidence.handshakes.toReversed(),
    signs: evidence.signs.toReversed(),
    neighbours: evidence.neighbours.toReversed(),
  };
  if (names !== undefined) {
    turned.names = {
      hostsFile: names.hostsFile.toReversed(),
      answers: names.answers.toReversed(),
    };
  }
  if (web !== undefined) turned.web = web.toReversed();
  if (services !== undefined) {
    turned.services = { asked: services.asked, handshakes: services.handshakes.toReversed() };
  }
  if (server !== undefined) {
    const listeners = server.before.listeners.toReversed();
    turned.server = { ...server, before: { ...server.before, listeners } };
  }
  return turned;
};
