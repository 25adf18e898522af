import type { Topic } from './cause-file.ts';
import { isPrivate } from '../report/addresses.ts';
import { protocolOf } from './beginnings.ts';
import type { Facts } from './facts.ts';
import { icmpErrors } from './reply.ts';
import { answerOf, proxySentence } from './proxy-observation.ts';
import { tlsSentence } from './tls.ts';
import type { Handshake, NameAnswer, Sign } from '../evidence.ts';

/** What the client's side showed, a sentence a topic; undefined when there is nothing to say. */
export const clientObservations: Partial<Record<Topic, (facts: Facts) => string | undefined>> = {
  proxy: ({ evidence, proxied }) => proxied && proxySentence(proxied, evidence.symptom.message),
  reply: (facts) => {
    const { address, attempt, evidence, port, reply } = facts;
    if (attempt === undefined) return lookupSentence(facts);
    const tried = `Tried TCP to ${address} port ${port}`;
    const took = `after ${attempt.afterMs} ms`;
    const said = attempt.message;
    switch (reply) {
      case 'by-proxy':
        return `Past the proxy, tried TCP to ${address} port ${port}: ${attempt.code} ${took}.`;
      case 'accepted':
        return `${tried}: connected ${took}. The route, the firewalls and the port are open.`;
      case 'reset':
        return `${tried}: ${attempt.code} ${took}, by a TCP reset (TCP segments in: ${count(attempt.counters, 'Tcp.InSegs')}, ICMP errors: none). The machine answers; a silent firewall is ruled out.`;
      case 'own-reset':
        return `${tried}: ${attempt.code} ${took}, by a reset that this machine sent itself (Tcp OutRsts rose by ${count(attempt.counters, 'Tcp.OutRsts')}), although the address is another's. The SYN never left.`;
      case 'icmp':
        return `${tried}: ${attempt.code} ${took}, by an ICMP error (ICMP errors in: ${icmpErrors(attempt.counters)}, TCP segments: none). A port that is merely closed sends a reset: a firewall answered.`;
      case 'refused':
        return `${tried}: ${attempt.code} ${took}; the kernel's counters do not show whether a reset or an ICMP error came back.`;
      case 'silence':
        return `${tried}: ${attempt.code === 'silence' ? said : `${attempt.code} ${took}`}, neither a reset nor an ICMP error. A closed port answers: something discards packets, or no machine is there.`;
      case 'no-port':
        return `${tried}: ${attempt.code} ${took}, by this machine itself (${said}). No packet was sent; the server has no part in it.`;
      case 'no-route':
        if (attempt.code !== 'ENETUNREACH')
          return `${tried}: ${said}. The plain client had ENETUNREACH, by an ICMP error of a router without a route there; a router says that once a second at most.`;
        return `${tried}: ${attempt.code} ${took}, ${attempt.local ? 'by this machine itself: it has no route there' : 'by an ICMP error: a router on the way has no route there'}.`;
      case 'no-address':
        return lookupSentence(facts);
      case 'other':
        return `${tried}: ${attempt.code} ${took} (${said})${attempt.local ? ', by this machine itself' : ''}.${evidence.lookup === undefined ? '' : ` ${lookupSentence(facts) ?? ''}`}`;
    }
  },
  handshake: ({ evidence, handshake, speech }) => {
    if (handshake === undefined) return undefined;
    if (handshake.asked === 'tls') return tlsSentence(handshake);
    const second = evidence.handshakes.find(
      ({ asked }) => asked !== handshake.asked && asked === 'websocket',
    );
    const confirmed =
      second === undefined ? '' : ` Asked for WebSocket instead, it ${answerOf(second)}.`;
    return `Asked ${question(handshake)}: the server ${answerOf(handshake)}.${confirmed}${speech === undefined ? '' : meaning[speech]}${beginning(handshake)}`;
  },
  life: ({ address, alive, evidence }) => {
    const signs = evidence.signs.map(signSentence).toSorted();
    const neighbours = evidence.neighbours
      .map(
        ({ address: whose, isTarget, state }) =>
          `${isTarget ? 'the neighbour' : 'the gateway'} ${whose} is ${state}`,
      )
      .toSorted();
    const all = [...signs, ...neighbours];
    if (all.length === 0) return undefined;
    const meant =
      alive === undefined
        ? 'Whether the machine runs stays open.'
        : alive
          ? 'The machine runs.'
          : 'No machine has that address on this network.';
    return `Asked ${address} for any other sign of life: ${all.join(', ')}. ${meant}`;
  },
  intended: ({ address, elsewhere, evidence, meant, nameIsRight }) => {
    const { intendedAddress, intendedName, target } = evidence;
    if (meant === undefined) {
      return nameIsRight === true && intendedName !== undefined
        ? `The server that is meant is called ${intendedName}, as in the url; its address is not known.`
        : undefined;
    }
    if (elsewhere === false) return undefined;
    const has = meant.toSorted().join(', ');
    // Where the address comes from the name, the name is what is known.
    if (intendedAddress === undefined) {
      return `The server that is meant is called ${intendedName}, which leads to ${has}; the client uses ${address}.`;
    }
    const called =
      intendedName === undefined || nameIsRight === true
        ? ''
        : `, and is called ${intendedName}, not ${target.host}`;
    return `The server that is meant has ${has}${called}; the client uses ${address}.`;
  },
  route: ({ address, evidence }) => {
    const { gateway = '', kind } = evidence.route ?? {};
    if (kind === undefined) return undefined;
    const way = {
      'on-link': 'is on a network of this machine',
      route: `is reached by a route of its own through ${gateway}`,
      default: `is reached by the default route alone, through ${gateway}`,
      none: 'has no route from this machine',
    };
    return `${address} ${way[kind]}${isPrivate(address) ? ', and is of a private range' : ''}.`;
  },
  names: ({ evidence }) => {
    const { names, target } = evidence;
    if (names === undefined) return undefined;
    const file =
      names.hostsFile.length === 0
        ? `The hosts file does not have ${target.host}`
        : `The hosts file gives ${target.host} the address ${names.hostsFile.toSorted().join(', ')}`;
    const asked = names.answers.map(answerSentence).toSorted();
    return `${file}. ${asked.length === 0 ? 'No resolver is set up.' : asked.join(' ')}`;
  },
  web: ({ address, edge, evidence }) => {
    if (edge === undefined) return undefined;
    const asked = `Asked ${address} on the ports of the web`;
    if (edge.carries.length === 0) return `${asked}: no HTTP there.`;
    const who = edge.sign === undefined ? '' : `, and "${edge.sign}" is a web accelerator's header`;
    const what =
      edge.serves === undefined
        ? ''
        : ` Port ${edge.serves} speaks the ${evidence.target.scheme} of the url.`;
    return `${asked}: HTTP on ${edge.carries.join(' and ')}${who}.${what}`;
  },
  'local-ports': ({ address, port, ports }) => {
    if (ports === undefined) return undefined;
    const held = Object.entries(ports.held)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([state, many]) => `${many} ${state}`);
    const reuse =
      ports.timeWaitReuse === undefined ? '' : `; net.ipv4.tcp_tw_reuse=${ports.timeWaitReuse}`;
    const ipv6 = ports.ipv6Disabled === true ? '; IPv6 is switched off' : '';
    return `The range of local ports is ${ports.first} to ${ports.last}, ${ports.size} ports; towards ${address} port ${port} they hold ${held.length === 0 ? 'no socket' : held.join(', ')}${reuse}${ipv6}.`;
  },
  services: ({ evidence, services }) => {
    if (services === undefined) return undefined;
    const what = evidence.target.scheme;
    if (services.asked === 0)
      return 'The server listens on no other port that this client reaches.';
    return services.found === undefined
      ? `Asked ${services.asked} other port${services.asked === 1 ? '' : 's'} of the server for ${what}: none speaks it.`
      : `Asked the other ports of the server for ${what}: port ${services.found} speaks it.`;
  },
};

export const lookupSentence = ({ evidence }: Facts): string | undefined => {
  const { intendedAddress, lookup, target } = evidence;
  if (lookup === undefined) return undefined;
  if (lookup.code !== undefined) {
    return `Looked up ${target.host}: ${lookup.code} after ${lookup.afterMs} ms. No packet was sent to a server.`;
  }
  const found = lookup.addresses.toSorted().join(', ');
  const meant =
    intendedAddress === undefined || lookup.addresses.includes(intendedAddress)
      ? ''
      : `; the server that is meant has ${intendedAddress}`;
  return `Looked up ${target.host}: ${found} after ${lookup.afterMs} ms${meant}.`;
};

const answerSentence = ({ addresses, afterMs, code, server, ttlSeconds }: NameAnswer): string => {
  const said =
    addresses.length > 0
      ? `${addresses.toSorted().join(', ')}, to be kept for ${ttlSeconds ?? 0} s`
      : (rcodes[code ?? ''] ?? code ?? 'nothing');
  return `The resolver ${server}, asked over the wire, answered ${said} (after ${afterMs} ms).`;
};

/** What c-ares calls an RCODE (RFC 1035, 4.1.1), and what is none. */
const rcodes: Record<string, string> = {
  ENOTFOUND: 'NXDOMAIN: there is no such name',
  ENODATA: 'that the name has no address',
  ESERVFAIL: 'SERVFAIL: it could not find out',
  EREFUSED: 'REFUSED: it does not serve this client, or this name',
  ETIMEOUT: 'nothing',
  ECONNREFUSED: 'by a refusal: nothing listens on its port 53',
};

const count = (counters: Record<string, number> | undefined, name: string): number =>
  counters?.[name] ?? 0;

const question = ({ asked, port }: Handshake): string => {
  return asked === 'websocket'
    ? `port ${port} to upgrade to WebSocket`
    : `port ${port} by HTTP GET`;
};

const beginning = ({ answer, firstBytes = '', headers = {} }: Handshake): string => {
  const protocol = answer === 'other-bytes' ? protocolOf(firstBytes) : undefined;
  if (protocol !== undefined) return ` So begins ${protocol}.`;
  return /^workerman/i.test(headers['server'] ?? '') ? ' It calls itself Workerman.' : '';
};

const meaning: Record<NonNullable<Facts['speech']>, string> = {
  'as-asked': ' It speaks the protocol of the url.',
  'http-instead': ' It speaks HTTP and did not take the upgrade.',
  'websocket-instead': ' It speaks WebSocket and nothing else.',
  refusal: ' It speaks WebSocket and refuses this request.',
  gateway: ' The status speaks of something behind the server, or of who may ask.',
  'not-http': ' That is neither HTTP nor WebSocket.',
  nothing: ' That is no answer.',
};

const signSentence = ({ afterMs, code, means, port }: Sign): string => {
  const asked = means === 'udp' ? `a datagram to UDP port ${port}` : `a SYN to TCP port ${port}`;
  if (code === 'silence') return `${asked} got nothing`;
  return `${asked} got ${means === 'udp' && code === 'ECONNREFUSED' ? 'ICMP port unreachable' : code} after ${afterMs} ms`;
};
