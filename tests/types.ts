/**
 * Declarations that must not compile. `npm run check` reads this file and never runs it: each
 * `@ts-expect-error` is itself an error once the line below it compiles.
 */
import {
  client,
  defineScenario,
  dropPackets,
  http,
  lan,
  openPort,
  rebind,
  rejectPackets,
  routed,
  router,
  server,
  stopService,
  startService,
  usePort,
  useScheme,
  webSocket,
  type Scenario,
} from '../harness/index.ts';
import { decides } from '../diagnoser/conclude/cause-file.ts';
import { observation } from '../diagnoser/observe/observation.ts';
import type { evidenceParts } from '../diagnoser/observe/sample-parts.ts';
import type {
  Answer,
  Cause,
  Errno,
  Grade,
  Request,
  SymptomCode,
  Wire,
} from '../vocabulary/index.ts';

const topology = lan({ client: client(), server: server(webSocket()) });

const lesson = { why: 'why', tellApart: 'tell apart', hints: ['hint'], see: ['RFC 9293'] } as const;

const remedy = {
  action: 'start-service',
  advice: 'Start it.',
  change: startService('server'),
} as const;

const broken = {
  title: 'A title',
  topology,
  target: 'ws://server/',
  fault: stopService('server'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > RST',
  cause: 'not-listening',
  remedy,
  lesson,
} as const;

const healthy = {
  title: 'A title',
  topology,
  target: 'ws://server/',
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson,
} as const;

// What does compile, so that the rest fails for its own reason.
defineScenario(broken) satisfies Scenario;
defineScenario(healthy) satisfies Scenario;
defineScenario({ ...broken, clientSees: 'refusedByTarget', documented: 'Connection Refuse, 5' });
defineScenario({ ...broken, wire: { client: 'SYN > nothing', server: 'nothing sent' } });
defineScenario({ ...broken, fault: [stopService('server'), dropPackets('server')] });
defineScenario({
  ...broken,
  forms: { one: {}, other: { symptom: { at: 'upgrade', code: 'HTTP 404' } } },
});
defineScenario({ ...healthy, harmless: dropPackets('server') });
const lost = { ...broken, when: 'connected', anew: 'connected' } as const;
defineScenario({ ...lost, symptom: { at: 'stay', code: 'close 1006' } });
defineScenario({ ...healthy, when: 'connected', harmless: dropPackets('server'), idleMs: 1000 });
defineScenario({ ...broken, beneath: [broken] });

// A host that the topology lacks.
// @ts-expect-error in the fault
defineScenario({ ...broken, fault: stopService('sever') });
// @ts-expect-error in one fault of several
defineScenario({ ...broken, fault: [stopService('server'), dropPackets('firewall')] });
// @ts-expect-error in the target
defineScenario({ ...broken, target: 'ws://sever/' });
// @ts-expect-error in the remedy
defineScenario({ ...broken, remedy: { ...remedy, change: startService('sever') } });
// @ts-expect-error in a form
defineScenario({ ...broken, forms: { one: { fault: rebind('sever', '127.0.0.1') } } });
// @ts-expect-error in a layer beneath
defineScenario({ ...broken, beneath: [{ ...broken, fault: stopService('sever') }] });
// @ts-expect-error in a harmless change
defineScenario({ ...healthy, harmless: dropPackets('router') });
// @ts-expect-error a router that this topology has, and another has not
defineScenario({ ...broken, fault: openPort('router') });
defineScenario({
  ...healthy,
  topology: routed({ client: client(), router: router(), server: server(http()) }),
  harmless: dropPackets('router'),
});

// A target that is no <scheme>://<host>/<path>.
// @ts-expect-error a port, which is drawn
defineScenario({ ...broken, target: 'ws://server:80/' });
// @ts-expect-error an unknown scheme
defineScenario({ ...broken, target: 'gopher://server/' });
// @ts-expect-error no path
defineScenario({ ...broken, target: 'ws://server' });

// Words outside the vocabulary.
// @ts-expect-error a cause that is a symptom
defineScenario({ ...broken, cause: 'timeout' });
// @ts-expect-error an invented errno
defineScenario({ ...broken, symptom: { at: 'connect', code: 'ECONNLOST' } });
// @ts-expect-error a status that is no number
defineScenario({ ...broken, symptom: { at: 'upgrade', code: 'HTTP many' } });
// @ts-expect-error a close code that is no number
defineScenario({ ...lost, symptom: { at: 'stay', code: 'close early' } });
// @ts-expect-error a time at which no change is made
defineScenario({ ...lost, when: 'later' });
// @ts-expect-error packets that are not in the list
defineScenario({ ...broken, wire: 'SYN > FIN' });
// @ts-expect-error one end only
defineScenario({ ...broken, wire: { client: 'SYN > RST' } });
// @ts-expect-error an unknown action
defineScenario({ ...broken, remedy: { ...remedy, action: 'reboot' } });
// @ts-expect-error an unknown class
defineScenario({ ...broken, clientSees: 'refusedBySomebody' });

// Parts that are missing, or are of the other kind.
const { lesson: _lesson, ...untaught } = broken;
// @ts-expect-error no lesson
defineScenario(untaught);
// @ts-expect-error no hint
defineScenario({ ...broken, lesson: { ...lesson, hints: [] } });
// @ts-expect-error no source
defineScenario({ ...broken, lesson: { ...lesson, see: [] } });
const { remedy: _remedy, ...hopeless } = broken;
// @ts-expect-error broken, and no remedy
defineScenario(hopeless);
const { fault: _fault, ...whole } = broken;
// @ts-expect-error a layer without a remedy
defineScenario({ ...broken, beneath: [{ ...broken, remedy: undefined }] });
// @ts-expect-error layers, and none
defineScenario({ ...broken, beneath: [] });
// @ts-expect-error healthy, with a layer beneath
defineScenario({ ...healthy, beneath: [broken] });
// @ts-expect-error broken, and no fault
defineScenario(whole);
// @ts-expect-error an empty list of faults
defineScenario({ ...broken, fault: [] });
// @ts-expect-error healthy, and a fault
defineScenario({ ...healthy, fault: stopService('server') });
// @ts-expect-error healthy, and a symptom
defineScenario({ ...healthy, symptom: { at: 'connect', code: 'ECONNREFUSED' } });
// @ts-expect-error a twin that is not among the healthy
defineScenario({ ...broken, twin: 'refused/wrong-port' });
// @ts-expect-error healthy, and a twin
defineScenario({ ...healthy, twin: 'healthy/plain' });
// @ts-expect-error an unknown part
defineScenario({ ...broken, severity: 'high' });

// Topologies.
// @ts-expect-error a server serves something
server();
// @ts-expect-error no such refusal
webSocket({ refusal: '500' });
// @ts-expect-error no such answer of a firewall
rejectPackets('server', 'icmp-echo-reply');
// @ts-expect-error a port is right or unused; its number is drawn
usePort('client', 8080);
// @ts-expect-error no such scheme
useScheme('client', 'gopher');

// The contract with diagnosers by other people.
const answer: Answer = {
  protocol: 1,
  id: 'a',
  status: 'diagnosed',
  candidates: ['wrong-port'],
  diagnoser: { name: 'mine', version: '1' },
};
answer satisfies Answer;
// @ts-expect-error another protocol
({ ...answer, protocol: 2 }) satisfies Answer;
// @ts-expect-error an unknown status
({ ...answer, status: 'unsure' }) satisfies Answer;
// @ts-expect-error a candidate outside the vocabulary
({ ...answer, candidates: ['bad-luck'] }) satisfies Answer;
// @ts-expect-error a remedy without its action
({ ...answer, remedy: { text: 'Mend it.', commands: [] } }) satisfies Answer;
// @ts-expect-error no vantage
({ protocol: 1, id: 'a', target: { url: '' }, deadlineMs: 1, seed: 1 }) satisfies Partial<Request> &
  Pick<Request, 'vantage'>;

'wrong-port' satisfies Cause;
'x-licence-expired' satisfies Cause;
'EPIPE' satisfies Errno;
'HTTP 502' satisfies SymptomCode;
'SYN > RST' satisfies Wire;
// @ts-expect-error a misspelt cause is no cause of one's own
'not-listning' satisfies Cause;
'SYN > SYN-ACK > ClientHello > Alert' satisfies Wire;
// @ts-expect-error no word of a connection that stands
'SYN > SYN-ACK > Hello' satisfies Wire;
// @ts-expect-error a connection that was reset does not stand
'SYN > RST > data' satisfies Wire;
// @ts-expect-error a symptom is no cause
'silence' satisfies Cause;
// @ts-expect-error silence is no errno
'silence' satisfies Errno;
// @ts-expect-error no such grade
'good' satisfies Grade;

decides('halfOpen', true);
// @ts-expect-error no observation of this name is listed
decides('half-open', true);
const known = { name: 'known', read: () => 1, tell: () => 'It is known.', identifies: {} };
observation(known);
const { tell: _tell, ...unsaid } = known;
// @ts-expect-error an observation without a sentence
observation(unsaid);
const { identifies: _identifies, ...unscrubbed } = known;
// @ts-expect-error nothing said of what identifies people
observation(unscrubbed);
declare const parts: ReturnType<typeof evidenceParts>;
const { life: _life, ...others } = parts;
// @ts-expect-error an observation without a generator
others satisfies typeof parts;
