import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdForEach } from '../../tests/hold-for-each.ts';
import { causes, type Cause } from '../../vocabulary/index.ts';
import type { Evidence } from '../evidence.ts';
import { anyEvidence } from '../observe/sample-evidence.ts';
import { conclude } from './index.ts';

const firewallCauses: readonly Cause[] = [
  'firewall-reject',
  'firewall-reject-reset',
  'host-firewall-drop',
  'control-panel-firewall',
  'reply-dropped',
];

const ofAnotherMachine: readonly Cause[] = [
  'wrong-host',
  'dns-wrong-server',
  'hosts-file-override',
];

/** Cache: several properties check the same conclusion. */
const concluded = new WeakMap<Evidence, ReturnType<typeof conclude>>();
const conclusionOf = (evidence: Evidence): ReturnType<typeof conclude> => {
  const conclusion = concluded.get(evidence) ?? conclude(evidence);
  concluded.set(evidence, conclusion);
  return conclusion;
};

/** Properties of every conclusion, by name. */
const properties: Readonly<Record<string, (evidence: Evidence) => Promise<void>>> = {
  'a conclusion keeps the contract': async (evidence) => {
    const { candidates, evidence: said = [], remedy, status } = await conclusionOf(evidence);
    expect(candidates.length > 0).toBe(status === 'diagnosed');
    expect(new Set(candidates).size).toBe(candidates.length);
    for (const cause of candidates) expect(causes).toHaveProperty(cause);
    for (const { observed } of said) expect(observed).not.toMatch(/undefined|\[object/);
    if (candidates.length > 1) expect(remedy?.action).toBe('look-further');
  },

  'the order of the lists in the evidence changes nothing': async (evidence) => {
    expect(await conclude(turnedRound(evidence))).toEqual(await conclusionOf(evidence));
  },

  'nobody is told to open a firewall unless a firewall is the one cause left': async (evidence) => {
    const { candidates, remedy } = await conclusionOf(evidence);
    if (remedy?.action !== 'open-port') return;
    expect(candidates).toHaveLength(1);
    expect(firewallCauses).toContain(candidates[0]);
  },

  'a connection that nobody accepted is never called healthy': async (evidence) => {
    if (evidence.proxy?.attempt?.code === 'connected') return;
    const attempts = evidence.attempts.filter(({ code }) => code !== 'connected');
    expect((await conclude({ ...evidence, attempts })).status).not.toBe('healthy');
  },

  'another machine is no cause where the address is known for the right one': async (evidence) => {
    const address = evidence.attempts[0]?.address ?? evidence.target.host;
    const attempts = evidence.attempts.map((attempt) => ({ ...attempt, address }));
    const { candidates } = await conclude({ ...evidence, attempts, intendedAddress: address });
    for (const cause of ofAnotherMachine) expect(candidates).not.toContain(cause);
  },

  'a client that is refused, or hears nothing, never names another machine first where nothing is known':
    async (given) => {
      const {
        intendedAddress: _a,
        intendedName: _n,
        intendedLookup: _l,
        server: _s,
        ...evidence
      } = given;
      const { candidates } = await conclude(evidence);
      if (candidates.length < 2 || evidence.names !== undefined) return;
      expect(ofAnotherMachine).not.toContain(candidates[0]);
    },
};

// In one test, since generating evidence costs far more than concluding from it.
test('any evidence has a conclusion with all properties', async () => {
  await fc.assert(
    fc.asyncProperty(anyEvidence(), (evidence) =>
      holdForEach(
        Object.entries(properties),
        ([says]) => says,
        ([, holds]) => holds(evidence),
      ),
    ),
    { numRuns: 1000 },
  );
});

/** Reverses all lists but the rules, whose order matters to the firewall. */
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
