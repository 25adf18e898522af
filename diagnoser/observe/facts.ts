import type { Evidence } from '../evidence.ts';
import { decisive, directReply, type ReplyToSyn } from './attempt.ts';
import type { Connection, Observation } from './observation.ts';
import { ofTheClient } from './of-the-client.ts';
import type { ofTheReport } from './of-the-report.ts';
import { proxy, wentByProxy } from './proxy.ts';
import { isLost } from './stay.ts';
import { speechOf } from './speech.ts';

type OfTheClient = (typeof ofTheClient)[number];
type OfTheReport = (typeof ofTheReport)[number];
type Values<Listed extends Observation> = {
  readonly [O in Listed as O['name']]: ReturnType<O['read']>;
};

/** The name of an observation. The two lists are the only place that has them all. */
export type Topic = (OfTheClient | OfTheReport)['name'];

/** Evidence, read: what the causes judge by. Undefined is "not known", never "no". */
export type Facts = Connection & Values<OfTheClient> & Partial<Values<OfTheReport>>;

/** What evidence comes to. */
export interface Reading {
  facts: Facts;
  /** In the order of the lists. */
  told: readonly [topic: Topic, sentence: string][];
}

/** What a report alone can show is loaded where there is one. */
export const read = async (evidence: Evidence): Promise<Reading> => {
  const hasReport = evidence.server !== undefined || evidence.services !== undefined;
  const observations: readonly Observation<Topic>[] = hasReport
    ? [...ofTheClient, ...(await import('./of-the-report.ts')).ofTheReport]
    : ofTheClient;
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

/** Whether the plain client's attempt ended otherwise than the one made here. */
const disagrees = (connection: Connection): boolean => {
  const { attempt, direct, evidence, speech } = connection;
  if (attempt === undefined || wentByProxy(proxy.read(connection))) return false;
  // Of a connection that stood, what a new one meets says nothing against what was stated.
  if (isLost(evidence.symptom)) return false;
  const stated = evidence.symptom.code;
  if (mute.includes(direct)) return !quiet.includes(stated) || hasStood(evidence);
  if (direct !== 'accepted') return stated !== attempt.code;
  if (beforeItStood.includes(stated)) return true;
  const { scheme } = evidence.target;
  // To a client of HTTP a redirect is an answer, wherever it leads.
  const isContent = leftBefore(evidence) || evidence.ledToGateway !== undefined;
  if (stated === 'connected' && isContent) return false;
  if (speech !== 'as-asked') return stated === 'connected' || isSilence(connection) === false;
  // More of its content was coming than this client had patience for.
  if (isQuiet(stated) && evidence.content?.isStuck === false) return false;
  // A page that is elsewhere or not there is an answer as good as any.
  return stated !== 'connected' && !(scheme.startsWith('http') && /^HTTP [234]/.test(stated));
};

/** The plain client was content with a connection that stood, and did not stay as long as it took the server to end one. */
const leftBefore = ({ handshakes, symptom }: Evidence): boolean =>
  handshakes.some(
    ({ accepted, afterMs, answer, asked, ended }) =>
      (accepted && ended) ||
      (asked === 'nothing' && ['closed', 'failed'].includes(answer) && afterMs > symptom.afterMs),
  );

/**
 * The plain client met its end on a connection that stood, at the only address that there is. What keeps a SYN from
 * the server at any time has not kept that one.
 */
export const hasStood = ({ attempts, proxy, symptom }: Evidence): boolean =>
  ['tls', 'upgrade', 'exchange'].includes(symptom.stage ?? '') &&
  proxy === undefined &&
  new Set(attempts.map(({ address }) => address)).size === 1;

const beforeItStood = ['ECONNREFUSED', 'EADDRNOTAVAIL', 'EHOSTUNREACH', 'ENETUNREACH'];

const isQuiet = (code: string): boolean => code === 'silence' || code === 'ETIMEDOUT';

/** Whether silence is what this attempt met as well; undefined where the plain client met another end. */
const isSilence = ({ evidence }: Connection): boolean | undefined => {
  const { code, stage } = evidence.symptom;
  if (!isQuiet(code)) return undefined;
  // In these nothing stood yet.
  if (stage !== undefined && ['name', 'local', 'connect'].includes(stage)) return false;
  return (
    evidence.content?.isStuck === true ||
    evidence.handshakes.some(({ answer }) => answer === 'silence')
  );
};

/** What a machine says by ICMP it says once a second at most (icmp(7), icmp_ratelimit): otherwise it is silent. */
const mute: readonly ReplyToSyn[] = ['silence', 'no-route', 'no-host', 'icmp', 'own-firewall'];
const quiet = [
  ...['silence', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ECONNREFUSED', 'EACCES', 'ENOPROTOOPT', 'EPERM', 'EINVAL'],
];
