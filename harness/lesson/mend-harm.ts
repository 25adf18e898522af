import {
  isKnownCause,
  remediesOf,
  type FirewallRule,
  type Listener,
  type Snapshot,
} from '../../vocabulary/index.ts';
import type { Truth } from '../events.ts';
import type { LabState } from './lab-state.ts';

/** Snapshots of the lab before the fault, with it, and after the student's mend. */
export interface MendedLab {
  baseline: LabState;
  broken: LabState;
  now: LabState;
  /** Port of the service, and addresses of the client. */
  port: number;
  clientAddresses: readonly string[];
  truth: Pick<Truth, 'cause'>;
}

type MendedEnds = Pick<MendedLab, 'port' | 'clientAddresses'> &
  Record<'first' | 'before' | 'now', Snapshot>;

/**
 * Side effects of a mend: protection removed, ports opened, a listening address wider than required. One sentence
 * each; empty for a harmless mend.
 */
export function harmsOf({ baseline, broken, now, truth, ...rest }: MendedLab): string[] {
  const harms = (['server', 'client'] as const).flatMap((end) => {
    const ends = { ...rest, first: baseline[end], before: broken[end], now: now[end] };
    const off = switchedOff(ends);
    // If the firewall is off, all its rules are gone; report that only.
    const removed = off.length > 0 ? off : firstOf(removedRules(ends));
    return [...removed, ...firstOf(openings(ends))].map((text) => `On the ${end} ${text}.`);
  });
  const server = { ...rest, first: baseline.server, before: broken.server, now: now.server };
  return [...harms, ...openedPorts(server), ...widened(server, truth)];
}

const mostShown = 3;

const firstOf = (sentences: readonly string[]): string[] =>
  sentences.length <= mostShown
    ? [...sentences]
    : [...sentences.slice(0, mostShown), `${sentences.length - mostShown} more rules were changed`];

const keyOf = ({ backend, table, chain, text }: FirewallRule): string =>
  JSON.stringify([backend, table, chain, text]);

/** Rules of one snapshot that are missing in another. */
const missingIn = (rules: readonly FirewallRule[], other: readonly FirewallRule[]) => {
  const there = new Set(other.map(keyOf));
  return rules.filter((rule) => !there.has(keyOf(rule)));
};

const stops = ({ verdict }: FirewallRule): boolean => verdict === 'drop' || verdict === 'reject';
const isManaged = ({ markers }: Snapshot): boolean =>
  /ENABLED=["']?yes/i.test(markers['ufw'] ?? '') || markers['firewalld'] !== undefined;

/** A default-deny policy, or the firewall manager, was switched off. */
function switchedOff({ before, now }: MendedEnds): string[] {
  const denied = before.firewall.filter((rule) => rule.kind === 'policy' && stops(rule));
  const gone = missingIn(denied, now.firewall);
  return gone.length > 0 || (isManaged(before) && !isManaged(now))
    ? ['the firewall is switched off: what no rule lets in is not denied any more']
    : [];
}

/** A deny rule was removed that existed before the fault, or that covers more than this port. */
function removedRules({ first, before, now, port, clientAddresses }: MendedEnds): string[] {
  const isOwn = (rule: FirewallRule): boolean =>
    portsIn(rule)?.includes(String(port)) === true ||
    clientAddresses.some((address) => rule.text.includes(address));
  const known = new Set(first.firewall.map(keyOf));
  const isGeneral = (rule: FirewallRule): boolean =>
    portsIn(rule) === undefined && !/\s-[sdo] |saddr|daddr| ct state|--ctstate/.test(rule.text);
  return missingIn(
    before.firewall.filter((rule) => rule.kind === 'rule' && stops(rule)),
    now.firewall,
  )
    .filter((rule) => !isOwn(rule) && (known.has(keyOf(rule)) || isGeneral(rule)))
    .map(({ text }) => `a rule was removed that is about more than this port: ${text}`);
}

/** Accepting loopback, replies and ICMP is harmless. */
const harmless = /-i lo\b|iif(name)? "?lo|ESTABLISHED|established|icmp|--state/;

/** New rules that accept more than this port, or everything. */
const openings = ({ before, now, port, clientAddresses }: MendedEnds): string[] =>
  missingIn(now.firewall, before.firewall)
    .filter(({ kind, verdict, text }) => {
      return kind === 'rule' && verdict === 'accept' && !harmless.test(text);
    })
    .flatMap((rule) => {
      const ports = portsIn(rule);
      if (ports === undefined)
        return clientAddresses.some((address) => rule.text.includes(address))
          ? []
          : [`a rule lets everything in: ${rule.text}`];
      const others = ports.filter((each) => each !== String(port));
      return others.length === 0 ? [] : [`a rule opens port ${others.join(', ')}: ${rule.text}`];
    });

/** Ports and ranges in a rule, source or destination, as written; undefined if it names none. */
function portsIn({ text }: FirewallRule): string[] | undefined {
  const list = /--[ds]ports? ([\d,:]+)|\b[ds]port (\{[^}]*\}|[\d-]+)/.exec(text);
  return (list?.[1] ?? list?.[2])?.replace(/[{}\s]/g, '').split(',');
}

const isLoopback = ({ address }: Listener): boolean =>
  address.startsWith('127.') || address === '::1';
const isWide = ({ address }: Listener): boolean => ['0.0.0.0', '::', '*'].includes(address);

/** New listeners on ports that had none. A moved service is reported elsewhere. */
function openedPorts({ before, first, now, port }: MendedEnds): string[] {
  const listens = ({ listeners }: Snapshot): boolean =>
    listeners.some((listener) => listener.port === port);
  if (listens(before) && !listens(now)) return [];
  const known = [...before.listeners, ...first.listeners].map((listener) => listener.port);
  return now.listeners
    .filter((listener) => !isLoopback(listener) && ![...known, port].includes(listener.port))
    .map(
      ({ port: opened, process }) =>
        `On the server port ${opened} is open now: ${process ?? 'a program'} listens on it.`,
    );
}

/** The service listens on all addresses, although neither the remedy nor its original settings require it. */
function widened(
  { before, first, now, port }: MendedEnds,
  { cause }: Pick<Truth, 'cause'>,
): string[] {
  const known: readonly string[] = cause !== 'none' && isKnownCause(cause) ? remediesOf[cause] : [];
  const of = ({ listeners }: Snapshot): Listener[] =>
    listeners.filter((listener) => listener.port === port);
  const asked = known.includes('listen-on-all-addresses') || of(first).some(isWide);
  if (asked || !of(now).some(isWide) || of(before).some(isWide)) return [];
  return ['The service is bound more widely than asked: it listens on all addresses.'];
}
