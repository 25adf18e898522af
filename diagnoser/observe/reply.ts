import type { Evidence } from '../evidence.ts';
import { icmpErrors, timesExceeded, type ReplyToSyn } from './attempt.ts';
import { observation } from './observation.ts';
import { proxy, wentByProxy } from './proxy.ts';

/** Reply to the SYN of the client, or why there is none. */
export const reply = observation({
  name: 'reply',
  read: (connection): ReplyToSyn =>
    wentByProxy(proxy.read(connection)) ? 'by-proxy' : connection.direct,
  tell: (got, { address, attempt, evidence, port }) => {
    if (attempt === undefined) return lookupSentence(evidence);
    const tried = `Tried TCP to ${address} port ${port}`;
    const took = `after ${attempt.afterMs} ms`;
    const said = attempt.message;
    switch (got) {
      case 'by-proxy':
        return `Past the proxy, tried TCP to ${address} port ${port}: ${attempt.code} ${took}.`;
      case 'accepted':
        return `${tried}: connected ${took}. The route, the firewalls and the port are open.`;
      case 'reset':
        return `${tried}: ${attempt.code} ${took}, by a TCP reset (segments that TCP received meanwhile: ${count(attempt.counters, 'Tcp.InSegs')}, ICMP errors: none). The machine answers; a silent firewall is ruled out.`;
      case 'own-reset':
        return `${tried}: ${attempt.code} ${took}, by a reset that this machine sent itself (Tcp OutRsts rose by ${count(attempt.counters, 'Tcp.OutRsts')}), although the address is another's. The SYN never left.`;
      case 'own-firewall':
        return `${tried}: ${attempt.code} ${took}, ${attempt.local ? `by this machine itself (${said})` : `and ${attempt.heldBack === 1 ? 'the packet' : `${attempt.heldBack ?? 0} packets`} that TCP made for it left this machine by no interface`}. The server has no part in it.`;
      case 'no-host':
        return `${tried}: ${attempt.code === 'EHOSTUNREACH' ? `${attempt.code} ${took}` : said}${evidence.symptom.code === 'EHOSTUNREACH' ? `; the plain client had EHOSTUNREACH after ${evidence.symptom.afterMs} ms` : ''}, by an ICMP error of a router that searched for the machine and found none: a firewall says so at once.`;
      case 'icmp':
        if (attempt.code === 'silence')
          return `${tried}: ${said}. The plain client had ${evidence.symptom.code} after ${evidence.symptom.afterMs} ms, by an ICMP error; a machine says that once a second at most. A port that is merely closed sends a reset: a firewall answered.`;
        return `${tried}: ${attempt.code} ${took}, by an ICMP error (ICMP errors in: ${icmpErrors(attempt.counters)}, TCP segments: none). A port that is merely closed sends a reset: a firewall answered.`;
      case 'refused':
        return `${tried}: ${attempt.code} ${took}; the kernel's counters do not show whether a reset or an ICMP error came back.`;
      case 'silence':
        return `${tried}: ${attempt.code === 'silence' ? said : `${attempt.code} ${took}`}, neither a reset nor an ICMP error. A closed port answers: something discards packets, or no machine is there.`;
      case 'no-port':
        return `${tried}: ${attempt.code} ${took}, by this machine itself (${said}). No packet was sent; the server has no part in it.`;
      case 'no-route':
        if (timesExceeded(attempt.counters) > 0)
          return `${tried}: ${attempt.code} ${took}, by an ICMP error of a router (time exceeded): the packet was passed on until its hops were used up. Routers on the way send it in a circle.`;
        if (!attempt.local && attempt.code !== 'ENETUNREACH')
          return `${tried}: ${said}. The plain client had ENETUNREACH, by an ICMP error of a router without a route there; a router says that once a second at most.`;
        return `${tried}: ${attempt.code} ${took}, ${attempt.local ? `by this machine itself: it has ${attempt.code === 'ENETUNREACH' ? 'no route there' : 'a route there that discards or prohibits (ip-route(8))'}` : 'by an ICMP error: a router on the way has no route there'}.`;
      case 'no-address':
        return lookupSentence(evidence);
      case 'other':
        return `${tried}: ${attempt.code} ${took} (${said})${attempt.local ? ', by this machine itself' : ''}.${evidence.lookup === undefined ? '' : ` ${lookupSentence(evidence) ?? ''}`}`;
    }
  },
  identifies: {},
});

export const lookupSentence = ({
  intendedAddress,
  lookup,
  target,
}: Evidence): string | undefined => {
  if (lookup === undefined) return undefined;
  if (lookup.code !== undefined) {
    return `Looked up ${target.host}: ${lookup.code === 'silence' ? 'no answer' : lookup.code} after ${lookup.afterMs} ms. No packet was sent to a server.`;
  }
  const found = lookup.addresses.toSorted().join(', ');
  const meant =
    intendedAddress === undefined || lookup.addresses.includes(intendedAddress)
      ? ''
      : `; the server that is meant has ${intendedAddress}`;
  return `Looked up ${target.host}: ${found} after ${lookup.afterMs} ms${meant}.`;
};

const count = (counters: Record<string, number> | undefined, name: string): number =>
  counters?.[name] ?? 0;
