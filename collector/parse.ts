import type { FirewallRule, Snapshot } from '../vocabulary/index.ts';
import { conntrackIn, countersIn, socketsIn } from './counters.ts';
import { iptablesRules, nftAgain, type IptablesDump } from './iptables.ts';
import { listenersIn } from './listeners.ts';
import { nftRules } from './nft.ts';
import { ipsetsIn, withIpsets } from './rule-sets.ts';
import { cutIntoSections, type Sections } from './sections.ts';

/**
 * Reads what `collect.sh` printed. The format, version 1: `@@ badconn-report 1`, then `@@ time`
 * (Unix milliseconds) and `@@ uid`, then sections (`@@ section <name>` and the lines of the tool
 * as they came), `@@ missing <section>: <why>` for what could not be had, and `@@ end`.
 *
 * Lines inside a section that make no sense are passed over: tools differ.
 *
 * @throws {ReportError} when the text is no such report, or a part of one.
 */
export const parseSnapshot = (text: string): Snapshot => {
  const sections = cutIntoSections(text);
  const lines = (name: string) => sections.lines.get(name) ?? [];
  const firewall = firewallIn(sections);
  const load = lines('load')[0];
  return {
    takenAtMs: milliseconds(sections.time),
    root: sections.uid.trim() === '0',
    addresses: lines('addresses').flatMap(addressIn),
    routes: lines('routes').map((line) => line.trim()),
    listeners: listenersIn(lines('listeners'), lines('addresses')),
    firewall: firewall.rules,
    counters: { ...countersIn(lines('counters')), ...conntrackIn(lines('conntrack')) },
    sysctls: Object.fromEntries(
      lines('sysctls').map((line) => {
        const [name = '', ...value] = line.trim().split(/[\s:]+/);
        return [name.replaceAll('/', '.'), value.join(' ')];
      }),
    ),
    sockets: socketsIn(lines('sockets')),
    processes: entitled(lines('processes').flatMap(processIn), lines('titles')),
    ...(load === undefined ? {} : { load }),
    markers: Object.fromEntries(
      lines('markers').map((line) => {
        const [name = '', ...value] = line.trim().split(' ');
        return [name, value.join(' ')];
      }),
    ),
    missing: [...sections.missing, ...firewall.missing],
  };
};

const firewallIn = ({ lines }: Sections): { rules: FirewallRule[]; missing: string[] } => {
  const dumps = (['iptables', 'ip6tables'] as const).flatMap((backend): IptablesDump[] => {
    const dump = iptablesRules(backend, lines.get(backend) ?? []);
    const older = lines.get(`${backend}-legacy`);
    // The command itself is the older one: its rules are there already.
    if (older === undefined || dump.isLegacy) return [dump];
    return [{ ...dump, missing: [] }, iptablesRules(`${backend}-legacy`, older)];
  });
  const nft = nftRules(lines.get('nft') ?? []);
  const again = nftAgain(dumps);
  const sets = ipsetsIn(lines.get('ipset') ?? []);
  return {
    rules: [
      ...withIpsets(
        dumps.flatMap(({ rules }) => rules),
        sets,
      ),
      ...nft.filter((rule) => !again(rule)),
    ],
    missing: dumps.flatMap(({ missing }) => missing),
  };
};

/** date(1) without %N prints the letter instead of milliseconds; the seconds are still right. */
const milliseconds = (time: string): number => {
  const digits = /^\d{1,15}/.exec(time)?.[0] ?? '0';
  return digits.length > 11 ? Number(digits) : Number(digits) * 1000;
};

const addressIn = (line: string): string[] => {
  const address = /\sinet6?\s+(\S+)/.exec(line)?.[1];
  if (address === undefined) return [];
  // A point-to-point link prints `inet <own> peer <other>/<prefix>`.
  const peer = /\speer\s+\S+?(\/\d+)/.exec(line)?.[1];
  return [address.includes('/') || peer === undefined ? address : address + peer];
};

const processIn = (line: string): Snapshot['processes'] => {
  const [, pid, state, command] = /^\s*(\d{1,10})\s+(\S)\S*\s+(.*)$/.exec(line) ?? [];
  if (pid === undefined || state === undefined || command === undefined) return [];
  return [{ pid: Number(pid), state, command }];
};

/** `titles` holds lines of grep(1): `/proc/<pid>/cmdline:<title>`. */
const entitled = (
  processes: Snapshot['processes'],
  lines: readonly string[],
): Snapshot['processes'] => {
  const titles = new Map(
    lines.flatMap((line) => {
      const [, pid, title] = /^\/proc\/(\d+)\/cmdline:(.+)$/.exec(line) ?? [];
      return title === undefined ? [] : [[Number(pid), title.trim()]];
    }),
  );
  return processes.map((one) => {
    const title = titles.get(one.pid);
    return title === undefined ? one : { ...one, title };
  });
};
