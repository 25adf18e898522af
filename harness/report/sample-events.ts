import type { NetworkMap } from '../topology/network-map.ts';
import {
  classes,
  grades,
  type Answer,
  type Cause,
  type Grade,
  type Vantage,
} from '../../vocabulary/index.ts';
import type {
  Conversation,
  Event,
  NewEvent,
  Phase,
  PhaseEnded,
  Standing,
  Truth,
  Verdict,
} from '../events.ts';
import { sampleSeed } from '../topology/sample-seed.ts';

const truthOf = (cause: Truth['cause']): Truth => {
  if (cause === 'none') return { cause, best: { client: [], 'client+server': [] } };
  const alike = Object.values(classes).find((members) =>
    (members as readonly Cause[]).includes(cause),
  );
  return { cause, best: { client: alike ?? [cause], 'client+server': [cause] } };
};

const evidence: NonNullable<Answer['evidence']> = [
  {
    observed: 'connect to 10.98.0.3:8080 was answered by a reset after 0.4 ms',
    for: ['not-listening'],
  },
  { observed: 'no ICMP error was counted meanwhile', against: ['firewall-reject'] },
];

/** A conversation and its verdict, with the fields that reports use. */
function resultOf(grade: Grade, vantage: Vantage, said: readonly Cause[], truth: Truth) {
  const status =
    grade === 'unsupported'
      ? 'unsupported'
      : grade === 'no-answer'
        ? 'cannot-tell'
        : said.length === 0
          ? 'healthy'
          : 'diagnosed';
  const answer: Answer = {
    protocol: 1,
    id: 'r-1',
    status,
    candidates: [...said],
    evidence,
    diagnoser: { name: 'sample', version: '1' },
  };
  const isAnswer = !['crashed', 'timed-out', 'bad-output'].includes(grade);
  const verdict: Verdict = {
    grade,
    why: `${grades[grade].slice(0, -1)}; the cause is ${truth.cause}.`,
    breaches: grade === 'bad-output' ? ['the answer has no id', 'diagnoser has no version'] : [],
    candidates: isAnswer ? [...said] : [],
    ...(isAnswer ? { status, answer } : {}),
  };
  const conversation: Conversation = {
    request: {
      protocol: 1,
      id: 'r-1',
      target: { url: 'ws://10.98.0.3:8080/' },
      symptom: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED', afterMs: 0.6 },
      vantage,
      deadlineMs: 5000,
      seed: 42,
    },
    exitCode: grade === 'crashed' ? 3 : 0,
    stdout: isAnswer ? JSON.stringify(answer) : '\u001b[2Jstarting up\n{ "answer": 1\n',
    stderr: Array.from({ length: 10 }, (_, index) => `probe ${index + 1}: done\n`).join(''),
    durationMs: grade === 'timed-out' ? 5000 : 380,
    leftProcesses: grade === 'timed-out' ? 2 : 0,
  };
  return { verdict, conversation };
}

interface Sample {
  case: string;
  cause: Truth['cause'];
  client: [Grade, ...Cause[]];
  server: [Grade, ...Cause[]];
  standing?: Standing;
}

const A = classes.refusedByTarget;
const samples: readonly Sample[] = [
  {
    case: 'healthy/icmp-blocked',
    cause: 'none',
    client: ['dangerous', 'host-down'],
    server: ['exact'],
  },
  { case: 'healthy/plain', cause: 'none', client: ['exact'], server: ['exact'] },
  {
    case: 'protocol/http-to-websocket',
    cause: 'http-to-websocket',
    client: ['unsupported'],
    server: ['bad-output'],
  },
  {
    case: 'refused/loopback-bind (ipv4)',
    cause: 'loopback-bind',
    client: ['narrowest', ...A],
    server: ['exact', 'loopback-bind'],
  },
  {
    case: 'refused/loopback-bind (ipv6)',
    cause: 'loopback-bind',
    client: ['vague', ...A, 'host-down'],
    server: ['wrong', 'wrong-port'],
  },
  {
    case: 'refused/not-listening',
    cause: 'not-listening',
    client: ['no-answer'],
    server: ['crashed'],
  },
  {
    case: 'timeout/host-firewall-drop',
    cause: 'host-firewall-drop',
    client: ['timed-out'],
    server: ['exact', 'host-firewall-drop'],
  },
  {
    case: 'timeout/security-group',
    cause: 'security-group',
    client: ['exact', 'security-group'],
    server: ['exact', 'security-group'],
    standing: 'invalid-scenario',
  },
  {
    case: 'unavailable/ports-held',
    cause: 'ports-held',
    client: ['exact'],
    server: ['exact'],
    standing: 'inconclusive',
  },
];

const errors: Partial<Record<Standing, { phase: Phase; error: string }>> = {
  inconclusive: {
    phase: 'baseline',
    error:
      'unavailable/ports-held: no connection before the fault. Expected connected, observed silence after 1500 ms.\n  client 10.98.0.2 > server 10.98.0.3:8080, attempt 1 of 1\n  server: the service is listening on 0.0.0.0:8080\n  The lab is at fault, not the diagnoser.\n  Next: badconn exec unavailable/ports-held\n',
  },
  'invalid-scenario': {
    phase: 'observe',
    error:
      'timeout/security-group: the wire is another. Expected SYN > nothing at the server, observed nothing sent.\n  Next: declare wire { client, server } in scenarios/timeout/security-group.ts\n',
  },
};

/** For tests and for viewing reports: a run with every grade and every standing. */
export function sampleEvents(): Event[] {
  const events: Event[] = [];
  const log = (event: NewEvent): void => {
    const atMs = 1_790_000_000_000 + events.length * 137;
    events.push({ atMs, ...event } as Event);
  };
  const scenarios = [...new Set(samples.map((sample) => sample.case.split(' ')[0]!))];
  log({
    type: 'run-started',
    version: '0.1.0',
    seed: sampleSeed,
    diagnoser: 'cmd:./my diagnoser',
    jobs: 2,
    scenarios,
    vantages: ['client', 'client+server'],
    cases: samples.length,
  });
  for (const sample of samples) logCase(sample, log);
  const lost = {
    what: 'lane',
    case: 'unavailable/ports-held',
    why: 'the container ended',
  } as const;
  log({ type: 'rebuilt', ...lost });
  log({ type: 'run-ended', durationMs: 14_230, exitCode: 4, why: 'A lab failed.' });
  return events;
}

function logCase(sample: Sample, log: (event: NewEvent) => void): void {
  const standing = sample.standing ?? 'judged';
  const [scenario = '', form] = sample.case.replace(')', '').split(' (');
  const truth = truthOf(sample.cause);
  log({
    type: 'case-started',
    case: sample.case,
    scenario,
    ...(form === undefined ? {} : { form }),
    title: 'The server listens on 127.0.0.1 only, so no other machine can reach it',
    truth,
    network: sampleNetwork,
    ...(sample.cause === 'none' ? {} : { faults: [{ on: 'router', says: 'the router rejects' }] }),
    lesson: { why: 'It is so.', tellApart: 'Look at it.', see: ['RFC 9293, 3.5'] },
  });
  const broken = errors[standing];
  for (const phase of ['baseline', 'break', 'observe', 'diagnose', 'mend', 'leave'] as const) {
    log({ type: 'phase-started', case: sample.case, phase });
    if (phase === 'diagnose') {
      for (const [vantage, [grade, ...said]] of [
        ['client', sample.client],
        ['client+server', sample.server],
      ] as const) {
        log({ type: 'phase-started', case: sample.case, phase, vantage });
        log({
          type: 'diagnosed',
          case: sample.case,
          vantage,
          ...resultOf(grade, vantage, said, truth),
        });
      }
    }
    const isBroken = broken?.phase === phase;
    log({
      type: 'phase-ended',
      case: sample.case,
      phase,
      ok: !isBroken,
      durationMs: 210,
      ...(isBroken ? { error: broken.error } : {}),
      ...(phase === 'observe' ? observed : {}),
    });
    if (isBroken) break;
  }
  log({ type: 'case-ended', case: sample.case, standing, durationMs: 1430 });
}

/** Network of the captures in tests/recorded/captures. */
export const capturedNetwork: NetworkMap = [
  { name: 'client', role: 'client', on: [{ network: 0, address: '10.77.1.2' }] },
  {
    name: 'router',
    role: 'router',
    on: [
      { network: 0, address: '10.77.1.1' },
      { network: 1, address: '10.77.2.1' },
    ],
  },
  { name: 'server', role: 'server', on: [{ network: 1, address: '10.77.2.2' }] },
];

const sampleNetwork: NetworkMap = [
  ...capturedNetwork,
  { name: 'other', role: 'server', on: [{ network: 1, address: '10.77.2.9' }] },
];

const observed: Pick<PhaseEnded, 'attempt' | 'wire'> = {
  attempt: {
    url: 'ws://10.98.0.3:8080/',
    stage: 'connect',
    code: 'ECONNREFUSED',
    message: 'connect ECONNREFUSED 10.98.0.3:8080',
    afterMs: 0.6,
  },
  wire: { client: 'SYN > RST', server: 'SYN > RST' },
};
