import type { Evidence } from '../evidence.ts';
import { loadedOnce } from '../loaded-once.ts';
import { decisive, directReply, type ReplyToSyn } from './attempt.ts';
import type { Connection, Observation } from './observation.ts';
import { ofTheClient } from './of-the-client.ts';
import type { ofTheReport } from './of-the-report.ts';
import { proxy, wentByProxy } from './proxy.ts';
import { isLost } from './stay.ts';
import { missingGreeting } from './speaks-first.ts';
import { speechOf } from './speech.ts';

type OfTheClient = (typeof ofTheClient)[number];
type OfTheReport = (typeof ofTheReport)[number];
type Values<Listed extends Observation> = {
  readonly [O in Listed as O['name']]: ReturnType<O['read']>;
};

/** Name of an observation. The two lists are the only registry. */
export type Topic = (OfTheClient | OfTheReport)['name'];

/** Values of all observations, input of the causes. Undefined means "not known", never "no". */
export type Facts = Connection & Values<OfTheClient> & Partial<Values<OfTheReport>>;

/** Facts and sentences drawn from the evidence. */
export interface Reading {
  facts: Facts;
  /** In the order of the lists. */
  told: readonly [topic: Topic, sentence: string][];
}

type Listed = readonly Observation<Topic>[];

const withReport = loadedOnce(async (): Promise<Listed> => [
  ...ofTheClient,
  ...(await import('./of-the-report.ts')).ofTheReport,
]);

/** Applies all observations. Those of a server report are loaded only if there is one. */
export const read = async (evidence: Evidence): Promise<Reading> => {
  const hasReport = evidence.server !== undefined || evidence.services !== undefined;
  const observations: Listed = hasReport ? await withReport() : ofTheClient;
  const connection = connectionOf(evidence);
  const values: Record<string, unknown> = {};
  const told = observations.flatMap(({ name, read, tell }): Reading['told'] => {
    const value = (values[name] = read(connection));
    const sentence = value === undefined ? undefined : tell(value, connection);
    return sentence === undefined ? [] : [[name, sentence]];
  });
  return { facts: { ...connection, ...values } as Facts, told };
};

const connectionOf = (evidence: Evidence): Connection => {
  const attempt = decisive(evidence.attempts);
  const direct = directReply(evidence, attempt);
  const connection = {
    evidence,
    address: attempt?.address ?? evidence.target.host,
    port: evidence.target.port,
    direct,
    disagrees: false,
    ...(attempt === undefined ? {} : { attempt }),
    ...(direct === 'accepted' ? { speech: speechOf(evidence) } : {}),
  };
  return { ...connection, disagrees: disagrees(connection) };
};

/** Whether the plain client's attempt ended differently from the one made here. */
const disagrees = (connection: Connection): boolean => {
  const { attempt, direct, evidence, speech } = connection;
  if (attempt === undefined || wentByProxy(proxy.read(connection))) return false;
  // The symptom is about an established connection: the outcome of a new one does not contradict it.
  if (isLost(evidence.symptom)) return false;
  const stated = evidence.symptom.code;
  if (mute.includes(direct)) return !quiet.includes(stated) || hasStood(evidence);
  if (direct !== 'accepted') return stated !== attempt.code;
  if (beforeItStood.includes(stated)) return true;
  const { scheme } = evidence.target;
  // An HTTP client takes a redirect for an answer, wherever it leads.
  const isContent = leftBefore(evidence) || evidence.ledToGateway !== undefined;
  if (stated === 'connected' && isContent) return false;
  // A plain client over TCP asks nothing of the server either.
  if (stated === 'connected' && scheme === 'tcp' && isMute(connection)) return false;
  if (speech !== 'as-asked') return stated === 'connected' || isSilence(connection) === false;
  // The content was still arriving when the plain client gave up.
  if (isQuiet(stated) && evidence.content?.isStuck === false) return false;
  // A redirect or a 4xx status is an answer of HTTP too.
  return stated !== 'connected' && !(scheme.startsWith('http') && /^HTTP [234]/.test(stated));
};

/** Whether the plain client was satisfied with an established connection and left before the server ended it. */
const leftBefore = ({ handshakes, symptom }: Evidence): boolean =>
  handshakes.some(
    ({ accepted, afterMs, answer, asked, ended }) =>
      (accepted && ended) ||
      (asked === 'nothing' && ['closed', 'failed'].includes(answer) && afterMs > symptom.afterMs),
  );

/**
 * Whether the plain client failed on an established connection to the only address. This rules out faults that stop
 * every SYN.
 */
export const hasStood = ({ attempts, proxy, symptom }: Evidence): boolean =>
  ['tls', 'upgrade', 'exchange'].includes(symptom.stage ?? '') &&
  proxy === undefined &&
  new Set(attempts.map(({ address }) => address)).size === 1;

const isMute = ({ evidence: { handshakes } }: Connection): boolean =>
  handshakes.some((heard) => missingGreeting(heard) !== undefined);

const beforeItStood = ['ECONNREFUSED', 'EADDRNOTAVAIL', 'EHOSTUNREACH', 'ENETUNREACH'];

const isQuiet = (code: string): boolean => code === 'silence' || code === 'ETIMEDOUT';

/** Whether this attempt got no answer either; undefined if the symptom of the plain client is not silence. */
const isSilence = ({ evidence }: Connection): boolean | undefined => {
  const { code, stage } = evidence.symptom;
  if (!isQuiet(code)) return undefined;
  // At these stages no connection was established yet.
  if (stage !== undefined && ['name', 'local', 'connect'].includes(stage)) return false;
  return (
    evidence.content?.isStuck === true ||
    evidence.handshakes.some(({ answer }) => answer === 'silence')
  );
};

/** ICMP errors are limited to one per second (icmp(7), icmp_ratelimit): another attempt may meet silence instead. */
const mute: readonly ReplyToSyn[] = ['silence', 'no-route', 'no-host', 'icmp', 'own-firewall'];
const quiet = [
  ...['silence', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ECONNREFUSED', 'EACCES', 'ENOPROTOOPT', 'EPERM', 'EINVAL'],
];
