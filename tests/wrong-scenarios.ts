import { fileURLToPath } from 'node:url';
import { atDefaults, casesOf, type Case } from '../harness/case/case.ts';
import { loadScenarios } from '../harness/case/registry.ts';
import type { Event, Phase, PhaseEnded, Standing } from '../harness/events.ts';

const folder = fileURLToPath(new URL('../fixtures/wrong-scenarios', import.meta.url));

/** How a scenario that is not what it says must be found out. */
export interface FoundOut {
  phase: Phase;
  code: string;
  standing: Standing;
  /** Of which layer; the outermost where it is left out. */
  layer?: number;
  /** What the message must tell its author, beside the id and how to see it again. */
  says: readonly string[];
}

const observe = { phase: 'observe', standing: 'invalid-scenario' } as const;
const mend = { phase: 'mend', standing: 'invalid-scenario' } as const;

/** By the folder of `fixtures/wrong-scenarios`. */
export const wrongScenarios: Readonly<Record<string, FoundOut>> = {
  'baseline-broken': {
    ...{ phase: 'baseline', code: 'ENGINE_BASELINE', standing: 'inconclusive' },
    says: [
      'cannot connect before the fault',
      'Expected connected, observed HTTP 200 at upgrade after',
    ],
  },
  'fault-does-nothing': {
    ...{ ...observe, code: 'SCENARIO_FAULT' },
    says: ['the fault does nothing', 'Expected ECONNREFUSED at connect, observed connected after'],
  },
  'harmless-change-does-harm': {
    ...{ ...observe, code: 'SCENARIO_SYMPTOM' },
    says: [
      'the connection is not healthy',
      'Expected connected, observed silence at connect after',
    ],
  },
  'wrong-symptom': {
    ...{ ...observe, code: 'SCENARIO_SYMPTOM' },
    says: [
      'the fault does not show as declared. Expected silence at connect, observed ECONNREFUSED at connect after',
      'packets at the client: SYN > RST',
      'declared: silence at connect; SYN > nothing',
    ],
  },
  'wrong-stage': {
    ...{ ...observe, code: 'SCENARIO_SYMPTOM' },
    says: ['Expected ECONNREFUSED at proxy, observed ECONNREFUSED at connect after'],
  },
  'wrong-packets-at-client': {
    ...{ ...observe, code: 'SCENARIO_WIRE' },
    says: [
      'Expected nothing sent, observed SYN > nothing at the client and nothing sent at the server',
    ],
  },
  'wrong-packets-at-server': {
    ...{ ...observe, code: 'SCENARIO_WIRE' },
    says: [
      'Expected {client:SYN > nothing,server:nothing sent}, observed SYN > nothing at the client and SYN > nothing at the server',
    ],
  },
  'fault-in-the-midst-does-nothing': {
    ...{ ...observe, code: 'SCENARIO_FAULT' },
    says: ['the fault does nothing', 'Expected silence at stay, observed connected after'],
  },
  'wrong-anew': {
    ...{ ...observe, code: 'SCENARIO_ANEW' },
    says: [
      'a new connection does not show the declared symptom. Expected connected, observed ECONNREFUSED at connect after',
      'before, on the connection that stood: close 1006 at stay',
    ],
  },
  'remedy-mends-nothing': {
    ...{ ...mend, code: 'SCENARIO_REMEDY' },
    says: [
      'the remedy does not mend it. Expected connected, observed ECONNREFUSED at connect after',
      'remedy: the firewall of the host answers packets to the port with tcp-reset',
    ],
  },
  'remedy-of-a-neighbour': {
    ...{ ...mend, code: 'SCENARIO_REMEDY' },
    says: [
      'Expected connected, observed ECONNREFUSED at connect after',
      'remedy: the service is started',
    ],
  },
  'layers-in-wrong-order': {
    ...{ ...observe, code: 'SCENARIO_SYMPTOM' },
    says: [
      'layer 1 of 2 (not-listening): the fault does not show as declared. Expected ECONNREFUSED at connect, observed silence at connect after',
      'that is declared of layer 2 of 2 (host-firewall-drop): the outermost layer comes first',
    ],
  },
  'layer-not-there': {
    ...{ ...mend, code: 'SCENARIO_FAULT' },
    says: [
      'layer 2 of 2 (not-listening): nothing is left of it once layer 1 of 2 (host-firewall-drop) is mended. Expected ECONNREFUSED at connect, observed connected after',
    ],
  },
  'layer-not-mended': {
    ...{ ...mend, code: 'SCENARIO_REMEDY' },
    says: [
      'layer 1 of 2 (host-firewall-drop): the remedy does not mend it. Expected ECONNREFUSED at connect, observed silence at connect after',
    ],
  },
  'layer-not-mended-same-error': {
    ...{ ...observe, code: 'SCENARIO_WIRE', layer: 2 },
    says: [
      'layer 2 of 2 (wrong-port): the packets do not do what is declared',
      'that is layer 1 of 2 (dns-wrong-server) still: its remedy, the name leads to other, changes nothing',
    ],
  },
};

/** The one case of a folder of `fixtures/wrong-scenarios`. */
export async function wrongCase(name: string): Promise<Case> {
  const cases = (await loadScenarios(`${folder}/${name}`)).flatMap(casesOf);
  if (cases.length !== 1 || !cases[0]) throw new Error(`${name} holds ${cases.length} cases`);
  return atDefaults(cases[0]);
}

/** How the phases of a case ended, as its log tells. */
export const endsOf = (events: readonly Event[]): PhaseEnded[] =>
  events.filter((event) => event.type === 'phase-ended');

export const standingOf = (events: readonly Event[]): Standing | undefined =>
  events.find((event) => event.type === 'case-ended')?.standing;
