import type { Attempt, Evidence, Handshake, LocalPorts } from '../evidence.ts';
import { isPrivate } from '../report/addresses.ts';
import { addressesMeant } from '../meant.ts';
import { readReport, type ServerFacts } from '../report/read-report.ts';
import { codeOf, proxiedOf, type Proxied } from './proxied.ts';
import { edgeFactsOf, type EdgeFacts } from './names/edge-facts.ts';
import { nameFactsOf, type NameFacts } from './names/name-facts.ts';
import { refusedItself, replyOf, toldToClient, type Reply } from './reply.ts';
import { speechOf, type Speech } from './speech.ts';
import { elsewhereOf, nameIsRightOf } from './which-machine.ts';

/** Evidence, read: what the causes judge by. Undefined is "not known", never "no". */
export interface Facts {
  evidence: Evidence;
  address: string;
  port: number;
  /** The attempt that decides, and what it got; no attempt when no address was found. */
  attempt?: Attempt;
  reply: Reply;
  /** What the server speaks, when it accepted. */
  speech?: Speech;
  handshake?: Handshake;
  /** The way by the proxy that the environment names. */
  proxied?: Proxied;
  /** The machine at the address answers something, or: nobody has the address. */
  alive?: boolean;
  /** Of the local ports towards the target: all, and how they are held. */
  ports?: LocalPorts & { size: number; live: number; timeWait: number };
  /** The service of the url was asked for on other ports; the one where it was found. */
  services?: { asked: number; found?: number };
  server?: ServerFacts;
  /** The addresses of the server that is meant, as the user knows them. */
  meant?: readonly string[];
  /** The address in use is that of another machine than the one meant. */
  elsewhere?: boolean;
  /** The name of the url is that of the server that is meant. */
  nameIsRight?: boolean;
  /** How the client came to the address, when it was looked into. */
  name?: NameFacts;
  /** Who answers there on the ports of the web, when it was asked. */
  edge?: EdgeFacts;
  /** It is a private one, and this machine has no route to it, or the default route alone. */
  outOfReach?: boolean;
  /** The plain client's attempt ended otherwise than the one made here. */
  disagrees: boolean;
}

export const readFacts = (evidence: Evidence): Facts => {
  const attempt = decisive(evidence.attempts);
  const address = attempt?.address ?? evidence.target.host;
  const direct = refusedItself(evidence) ? 'own-reset' : toldToClient(evidence, replyOf(attempt));
  const speech = direct === 'accepted' ? speechOf(evidence) : undefined;
  const alive = isAlive(evidence);
  const ports = portsOf(evidence.ports);
  const services = servicesOf(evidence);
  const handshake = evidence.handshakes.find(({ asked }) => asked === askedFirst(evidence));
  const proxied = proxiedOf(evidence, attempt && endOf(direct, attempt, speech, handshake));
  const byProxy = proxied?.used === true && proxied.outcome !== 'unclear';
  const reply = byProxy ? 'by-proxy' : direct;
  const disagrees = attempt !== undefined && !byProxy && !agree(evidence, direct, speech, attempt);
  const server = evidence.server && readReport(evidence.server, address, evidence.target.port);
  const meant = addressesMeant(evidence);
  const elsewhere = elsewhereOf(meant, address, reply, server);
  const outOfReach = outOfReachOf(evidence, address, alive);
  const name = nameFactsOf(evidence, address);
  const nameIsRight = nameIsRightOf(evidence, meant, name, elsewhere);
  const edge = edgeFactsOf(evidence);
  // Counters around an attempt that ended otherwise say nothing of this one.
  if (server !== undefined && disagrees) {
    delete server.rose;
    server.inbound = [];
    server.outbound = [];
  }
  return {
    evidence,
    address,
    port: evidence.target.port,
    reply,
    disagrees,
    ...(attempt === undefined ? {} : { attempt }),
    ...(speech === undefined ? {} : { speech }),
    ...(handshake === undefined ? {} : { handshake }),
    ...(proxied === undefined ? {} : { proxied }),
    ...(alive === undefined ? {} : { alive }),
    ...(ports === undefined ? {} : { ports }),
    ...(services === undefined ? {} : { services }),
    ...(server === undefined ? {} : { server }),
    ...(name === undefined ? {} : { name }),
    ...(edge === undefined ? {} : { edge }),
    ...(meant === undefined ? {} : { meant }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
    ...(nameIsRight === undefined ? {} : { nameIsRight }),
    ...(outOfReach === undefined ? {} : { outOfReach }),
  };
};

/** How a client ends that goes to the server itself, in words of `symptom.code`. */
const endOf = (
  reply: Reply,
  { code }: Attempt,
  speech: Speech | undefined,
  handshake: Handshake | undefined,
): string => {
  if (reply === 'silence') return 'silence';
  if (reply !== 'accepted') return code;
  if (handshake?.asked === 'http') return codeOf(handshake);
  return speech === 'as-asked' || handshake === undefined ? 'connected' : codeOf(handshake);
};

const outOfReachOf = (
  { route }: Evidence,
  address: string,
  alive: boolean | undefined,
): boolean | undefined =>
  route && alive !== true && isPrivate(address) && ['default', 'none'].includes(route.kind);

const askedFirst = ({ target, handshakes }: Evidence): Handshake['asked'] => {
  if (handshakes.some(({ asked }) => asked === 'tls')) return 'tls';
  return target.scheme.startsWith('ws') ? 'websocket' : 'http';
};

/** One that connected; then one that the network answered; IPv4 before IPv6, by address. */
const decisive = (attempts: readonly Attempt[]): Attempt | undefined => {
  const rank = (one: Attempt): string =>
    [
      one.code === 'connected' ? 0 : 1,
      one.local ? 1 : 0,
      // Of two readings of one refusal the clear one counts.
      ['reset', 'icmp'].includes(replyOf(one)) ? 0 : 1,
      one.address.includes(':') ? 1 : 0,
      one.address,
      one.code,
      JSON.stringify(one),
    ].join(' ');
  return attempts.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
};

const isAlive = ({ signs, neighbours }: Evidence): boolean | undefined => {
  if (signs.some(({ code }) => code === 'ECONNREFUSED' || code === 'connected')) return true;
  const own = neighbours.filter(({ isTarget }) => isTarget).map(({ state }) => state);
  if (own.some((state) => ['reachable', 'complete', 'permanent'].includes(state))) return true;
  if (own.some((state) => ['incomplete', 'failed'].includes(state))) return false;
  return undefined;
};

const portsOf = (ports: LocalPorts | undefined): Facts['ports'] => {
  if (ports === undefined) return undefined;
  const all = Object.values(ports.held).reduce((sum, count) => sum + count, 0);
  const timeWait = ports.held['TIME_WAIT'] ?? 0;
  return { ...ports, size: ports.last - ports.first + 1, live: all - timeWait, timeWait };
};

const servicesOf = ({ services, target }: Evidence): Facts['services'] => {
  if (services === undefined) return undefined;
  const found = services.handshakes
    .filter(({ status = 0, accepted }) =>
      target.scheme.startsWith('ws') ? accepted === true : status >= 200 && status < 400,
    )
    .map(({ port }) => port)
    .toSorted((a, b) => a - b)[0];
  return { asked: services.asked.length, ...(found === undefined ? {} : { found }) };
};

const agree = (
  { symptom }: Evidence,
  reply: Reply,
  speech: Speech | undefined,
  { code }: Attempt,
): boolean => {
  const stated = symptom.code;
  // A router says once a second at most what it cannot deliver (icmp(7), icmp_ratelimit).
  const quiet = ['silence', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];
  if (reply === 'silence' || reply === 'no-route') return quiet.includes(stated);
  if (reply !== 'accepted') return stated === code;
  if (speech === 'as-asked') return stated === 'connected' || /^HTTP [2345]/.test(stated);
  return !['silence', 'ETIMEDOUT', 'ECONNREFUSED', 'EADDRNOTAVAIL'].includes(stated);
};
