import type { Attempt } from '../../diagnoser/evidence.ts';
import type { Facts } from '../../diagnoser/index.ts';
import { aside, failed, passed, unknown, type Rung } from './rung.ts';

/** Resolution of the URL's name. */
export function nameRung({ attempt, direct, evidence }: Facts): Rung | undefined {
  const { lookup, target } = evidence;
  if (lookup === undefined) {
    // With a proxy, the proxy resolves the name; a client that lost its connection resolved it long before.
    const isAddress = /^[\d.]+$|:/.test(target.host);
    return isAddress
      ? passed('name', `${target.host} is an address: nothing to look up`)
      : undefined;
  }
  const { addresses, afterMs, code } = lookup;
  if (code !== undefined) return failed('name', `${target.host}: ${codes[code] ?? code}`, afterMs);
  if (addresses.length === 0) return failed('name', `${target.host} has no address`, afterMs);
  const is = `${target.host} is ${addresses.toSorted().join(', ')}`;
  return direct === 'no-address' && attempt !== undefined
    ? failed('name', `${is}, and no machine has such an address`, afterMs)
    : passed('name', is, afterMs);
}

/** Meanings of getaddrinfo(3) codes, and of silence. */
const codes: Readonly<Record<string, string>> = {
  ENOTFOUND: 'ENOTFOUND, no such name or no address',
  EAI_AGAIN: 'EAI_AGAIN, the resolver could not resolve it',
  silence: 'the resolver does not answer',
};

/** What this machine does with the connection before anything is sent. */
export function localRung({ attempt, direct }: Facts): Rung | undefined {
  if (attempt === undefined || direct === 'no-address') return undefined;
  const { afterMs, code } = attempt;
  if (direct === 'own-reset')
    return failed('local', `${code}: this machine itself sent the reset`, afterMs);
  if (direct === 'own-firewall')
    return failed('local', `${said(code)}: a rule of this machine stops its own packets`, afterMs);
  if (attempt.local) return failed('local', `${code}: this machine sent nothing`, afterMs);
  return passed('local', 'this machine has a port and a route for it');
}

/** The TCP connection to the server; if the client uses a proxy, a direct one past it. */
export function connectRung(facts: Facts): Rung | undefined {
  const { address, attempt, direct, evidence, port, reply } = facts;
  if (attempt === undefined || direct === 'no-address') return undefined;
  const { afterMs, code } = attempt;
  const where = `${address} port ${port}`;
  if (reply === 'by-proxy')
    return aside(
      'connect',
      `past the proxy, ${where}: ${code === 'connected' ? 'accepts' : code}`,
      afterMs,
    );
  if (localRung(facts)?.outcome === 'failed') return undefined;
  if (direct === 'accepted')
    return passed('connect', `${where} accepts${others(evidence.attempts, attempt)}`, afterMs);
  return failed(
    'connect',
    `${where}: ${told(direct, code)}${others(evidence.attempts, attempt)}`,
    afterMs,
  );
}

const said = (code: string): string => (code === 'silence' ? 'no answer' : code);

function told(direct: Facts['direct'], code: string): string {
  switch (direct) {
    case 'reset':
      return `${said(code)} by a TCP reset, so a machine is there`;
    case 'icmp':
      return `${said(code)} by an ICMP error`;
    case 'refused':
      return `${said(code)} by a reset or an ICMP error`;
    case 'silence':
      return code === 'silence' ? said(code) : `${code}, and nothing came back`;
    case 'no-route':
      return `${said(code)}: a router on the way has no route there`;
    case 'no-host':
      return `${said(code)}: a router looked for the machine, and none has the address`;
    default:
      return said(code);
  }
}

/** The other addresses of the name, which were tried as well. */
function others(attempts: readonly Attempt[], decisive: Attempt): string {
  const rest = attempts.filter(({ address }) => address !== decisive.address);
  if (rest.length === 0) return '';
  const ends = rest.map(
    ({ address, code }) =>
      `${address} ${code === 'connected' ? 'accepts' : code === 'silence' ? 'does not answer' : code}`,
  );
  return `; ${[...new Set(ends)].toSorted().join(', ')}`;
}

/** The proxy that the client is configured with. */
export function proxyRung({ proxy }: Facts): Rung | undefined {
  if (proxy === undefined) return undefined;
  const { attempt, handshake, host, outcome, port, socks, used } = proxy;
  const where = `${host} port ${port}`;
  if (attempt === undefined)
    return aside('proxy', `${where} is set, but NO_PROXY excepts this host`);
  const reply = socks?.reply === undefined ? '' : `SOCKS reply ${socks.reply}: `;
  const status = handshake?.status === undefined ? reply : `HTTP ${handshake.status}: `;
  const seen = {
    gone: `${where}: ${attempt.code}`,
    silent: `${where} does not answer`,
    login: `${where}: ${status}it wants credentials`,
    denied: `${where}: ${status}it refuses to connect there`,
    'cannot-connect': `${where}: ${status}it cannot connect to the server`,
    socks: `${where} speaks SOCKS, and was asked by HTTP`,
    tls: `${where} opens a tunnel`,
    passed: `${where} passes the request on`,
    unclear: `${where}: ${status}it is not clear how it ended`,
  }[outcome];
  const afterMs = (handshake ?? socks ?? attempt).afterMs;
  if (used === false) return aside('proxy', `${seen}; the client went past it`, afterMs);
  if (outcome === 'unclear') return unknown('proxy', seen);
  return ['tls', 'passed'].includes(outcome)
    ? passed('proxy', seen, afterMs)
    : failed('proxy', seen, afterMs);
}
