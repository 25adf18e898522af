import type { Cause } from '../../vocabulary/index.ts';
import { isIpv6, isLoopback, isName } from '../report/addresses.ts';
import type { AnsweredRemedy } from './cause-file.ts';
import { sh } from './command.ts';
import type { Facts } from '../observe/facts.ts';
import { isShortLost } from '../observe/handshake.ts';
import { missingGreeting } from '../observe/speaks-first.ts';
import { latestOf, rise } from '../observe/counters.ts';
import { pageOf } from '../observe/pages.ts';
import { placeOf } from '../observe/rules.ts';
import { destinationOf } from '../observe/forward.ts';
import { failedTls, lookAtTls } from './tls/look-at-tls.ts';

/** Next step that best separates several candidates. Read-only. */
export const lookFurther = (facts: Facts, candidates: readonly Cause[]): AnsweredRemedy => {
  if (candidates.length === 0 && facts.reply === 'by-proxy' && facts.proxy?.outcome === 'socks')
    return nameSocks(facts.proxy);
  const tls = failedTls(facts);
  if (tls !== undefined) return lookAtTls(facts, tls);
  const which = whichMachine(facts, candidates);
  return {
    action: 'look-further',
    text: [textFor(facts, candidates), which].filter((text) => text !== undefined).join(' '),
    commands: isNotThere(facts, candidates)
      ? ['ss -ltnp']
      : isAnswered(facts, candidates)
        ? []
        : commandsFor(facts),
  };
};

/** The scheme of a proxy setting selects the protocol; without one it is HTTP (curl(1), --proxy). */
const nameSocks = ({
  host,
  port,
  url,
  variable = 'its configuration',
}: NonNullable<Facts['proxy']>): AnsweredRemedy => {
  const at = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    action: 'look-further',
    text: `The proxy ${url}, which ${variable} names, is asked by HTTP, and what listens there speaks SOCKS 5. Name it as socks5h://${at}, for a client that speaks SOCKS, or name the port of an HTTP proxy.`,
    commands: [],
  };
};

const ofAnotherMachine: readonly Cause[] = [
  'wrong-host',
  'dns-wrong-server',
  'hosts-file-override',
];

/** How to check that the address belongs to the intended server, where no evidence shows it. */
const whichMachine = (
  { address, evidence, intended }: Facts,
  candidates: readonly Cause[],
): string | undefined => {
  if (!candidates.some((cause) => ofAnotherMachine.includes(cause))) return undefined;
  const { host } = evidence.target;
  if (intended.elsewhere === true) {
    return isName(host)
      ? `${address} is not the server's. If ${host} is the name of the server, correct where the address comes from; if it is not, connect to the right name.`
      : `${address} is not the server's. Connect to an address of the server.`;
  }
  const asked = isName(host) ? `${host} leads to ${address}. ` : '';
  return `${asked}Whether ${address} is an address of the server that you mean, nothing here tells: compare it with what \`ip -brief address\` prints there, and name the right one with --expect-address.`;
};

/** By the report nothing listens on the port; the only question left is whether the service runs elsewhere. */
const isNotThere = ({ listeners }: Facts, candidates: readonly Cause[]): boolean =>
  listeners?.where === 'nowhere' &&
  candidates.length > 0 &&
  candidates.every((cause) => cause === 'not-listening' || cause === 'wrong-port');

/** The answer itself is the evidence: neither counters nor a capture would show more. */
const isAnswered = ({ handshake, reply }: Facts, candidates: readonly Cause[]): boolean =>
  candidates.length > 0 && reply === 'accepted' && handshake?.answer === 'http';

const textFor = (facts: Facts, candidates: readonly Cause[]): string => {
  const { arrival, evidence, handshake, port, reply, speech, stay } = facts;
  if (isNotThere(facts, candidates))
    return `Nothing listens on port ${port} of the server. See whether the service runs: if it does, it has another port, and the client needs that one; if it does not, start it.`;
  if (evidence.server !== undefined && !isAnswered(facts, candidates)) {
    const to = facts.forward?.counted
      ? facts.forward.rule && destinationOf(facts.forward.rule, port)
      : '';
    if (candidates.length === 0 && to && isForwardingOff(facts))
      return `The server forwards port ${port} to ${to}, and does not pass packets on to other machines: net.ipv4.ip_forward is 0. Set it to 1, for good in /etc/sysctl.d.`;
    if (candidates.length === 0 && to && /\btproxy\b/i.test(facts.forward?.rule?.text ?? ''))
      return `The server hands port ${port} to a transparent proxy of its own at ${to}, and did so: a packet for which none listens there is discarded. See whether it runs, listens with IP_TRANSPARENT, and has the rule and the route that lead the marked packets to it (ip rule, ip route show table all type local).`;
    if (candidates.length === 0 && to && isLoopback(to.replace(/:\d+$/, '')))
      return `The server forwards port ${port} to ${to}, and the kernel discards what other machines send to a loopback address, unless net.ipv4.conf.*.route_localnet is 1. Let the rule lead to an address of the server, or redirect the port, and the service listen there.`;
    if (candidates.length === 0 && to)
      return `The server forwards port ${port} to ${to}, and did so: see whether a machine or container has that address and answers there, and whether the server passes packets on to it (net.ipv4.ip_forward, the chain FORWARD).`;
    if (candidates.length === 0 && reply === 'silence' && arrival?.unanswered)
      return 'The SYN came to the TCP of the server, which said nothing: a policy of IPsec may discard it, TCP MD5 signatures may be wanted (RFC 2385), or a program of eBPF takes it away. Capture packets on both sides at once.';
    const [met] = facts.rules?.inbound ?? [];
    if (candidates.length === 0 && met !== undefined)
      return `While the client tried, a rule of the server counted ${met.packets} packet${met.packets === 1 ? '' : 's'}: see whether they were of this connection, which its other packets pass (${placeOf(met.rule)}: ${met.rule.text}).`;
    if (candidates.length === 0)
      return `Nothing in the report accounts for it. Capture packets on both sides at once.`;
    return arrival === undefined
      ? 'Take the report twice, before and after one attempt of the client, as root (badconn collect --watch): then its counters speak.'
      : 'Take the report as root, on the machine that runs the service, with nothing else going on.';
  }
  const collect = 'Run `badconn collect` on the server and hand its report to this diagnosis';
  switch (reply) {
    case 'reset':
    case 'refused':
      return `${collect}: its listening sockets show at once whether the service runs, on which port and address, and its counters whether a firewall sent the reset. From here these look the same.`;
    case 'silence':
      return `${collect}, before and after one attempt: its counters show whether the SYN arrives, and which rule discards it. If the server cannot be reached by any way, see in its console whether it runs.`;
    case 'icmp':
      return `${collect}: it names the rule that sent the ICMP error.`;
    case 'no-port':
      return 'See which sockets hold the local ports, and whether the address family of the server is there at all.';
    case 'accepted':
      if (speech === 'as-asked' && stay === undefined)
        return 'What works now did not when the plain client tried. Try several times in a row: where it comes and goes, one of several addresses, workers or servers behind it answers otherwise.';
      if (stay !== undefined && speech === 'as-asked')
        return 'A new connection works. See how long one lives on which nothing is said, and in the log of the service whether it ended the one that was lost; let the client connect again by itself.';
      if (speech === 'gateway')
        return `Somebody in front of the service, or the service itself, answers that it failed. See in the log of what listens on port ${port} which server it tried behind it, and what came back.`;
      if (handshake !== undefined && missingGreeting(handshake)?.mayBeLate)
        return `The connection stands, and no greeting came in ${handshake.afterMs} ms. A mail server may delay it on purpose (postscreen, a delay in an ACL), and a client is to wait up to five minutes: see whether it comes (\`nc\` to port ${port}). If it does not, see on the machine whether the process runs or is stopped, and what its log says.`;
      if (handshake !== undefined && isShortLost(handshake))
        return `Something answered the SYN, and no machine acknowledged the request of ${handshake.unacknowledged} bytes: it is no matter of the process that has port ${port}, whose kernel would have acknowledged it. A firewall that answers SYNs in place of the server (SYNPROXY), one on the way that discards what holds certain words, a way that passes SYNs alone, or a machine that has gone since. Capture packets on both sides at once.`;
      if (handshake?.answer === 'silence' && speech === 'nothing')
        return `The connection stands, and the service on port ${port} does not answer. See on its machine whether its process runs, is stopped (state T of ps) or waits for something, and what its log says.`;
      if (pageOf(handshake?.firstBytes)?.page === 'forbidden')
        return `The web server on port ${port} refuses this request by a rule of its own: its error log says which. See whom it lets in (allow and deny in nginx, Require in Apache httpd, http-request deny in HAProxy), and whether it has WebSocket at this path.`;
      return speech === 'refusal'
        ? `The server speaks WebSocket and refuses this request: compare path, credentials, origin and subprotocol with what it expects (${evidence.target.path} was asked for).`
        : `The connection stands; see what the service on port ${port} is, and in its log why it answers so.`;
    default:
      return `${collect}, and look at the name, the route and the proxy settings of this machine.`;
  }
};

/** A packet for another machine then ends as an address error (ip-sysctl.rst, ip_forward; RFC 4293, InAddrErrors). */
const isForwardingOff = (facts: Facts): boolean =>
  !isIpv6(facts.address) &&
  latestOf(facts.evidence)?.sysctls['net.ipv4.ip_forward'] === '0' &&
  (rise(facts, 'Ip.InAddrErrors') ?? 0) > 0;

const commandsFor = (facts: Facts): string[] => {
  const { address, evidence, forward, port, reply } = facts;
  if (reply === 'silence' && forward?.counted && isForwardingOff(facts))
    return ['sysctl -w net.ipv4.ip_forward=1'];
  if (evidence.server !== undefined)
    return [sh`tcpdump -ni any ${`host ${address} and tcp port ${port}`}`];
  if (reply === 'no-port') return [sh`ss -tan ${`dport = :${port}`}`];
  if (reply === 'accepted') return [];
  // A word that is not a url could be read as an option.
  if (!/^\w+:/.test(evidence.target.url)) return ['badconn collect > report.txt'];
  return [
    'badconn collect > report.txt',
    sh`badconn diagnose ${evidence.target.url} --report report.txt`,
  ];
};
