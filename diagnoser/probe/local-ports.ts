import { readdirSync } from 'node:fs';
import type { LocalPorts } from '../evidence.ts';
import { readText } from './counters.ts';
import { ipv6Bytes } from '../report/addresses.ts';

/** Socket states (net/tcp_states.h). */
const states: Record<string, string> = {
  '01': 'ESTABLISHED',
  '02': 'SYN_SENT',
  '04': 'FIN_WAIT1',
  '05': 'FIN_WAIT2',
  '06': 'TIME_WAIT',
  '08': 'CLOSE_WAIT',
  '09': 'LAST_ACK',
  '0B': 'CLOSING',
};

/** Local ports of this network namespace towards one destination, by state. */
export const readLocalPorts = (address: string, port: number): LocalPorts => {
  const range = readText('/proc/sys/net/ipv4/ip_local_port_range')?.trim().split(/\s+/).map(Number);
  const [first = 32768, last = 60999] = range ?? [];
  const reuse = readText('/proc/sys/net/ipv4/tcp_tw_reuse')?.trim();
  const text = (readText('/proc/net/tcp') ?? '') + (readText('/proc/net/tcp6') ?? '');
  return {
    first,
    last,
    held: heldTowards(text, address, port, first, last),
    ...(reuse === undefined ? {} : { timeWaitReuse: reuse }),
    ...(address.includes(':') ? { ipv6Disabled: isIpv6Off() } : {}),
  };
};

const settings = '/proc/sys/net/ipv6/conf';

/**
 * Whether IPv6 is disabled on every interface but loopback (ip-sysctl.rst, disable_ipv6), or the kernel was booted
 * without it and has no such settings.
 */
export const isIpv6Off = (): boolean => {
  try {
    const own = readdirSync(settings).filter((name) => !['all', 'default', 'lo'].includes(name));
    const isOff = (name: string): boolean =>
      readText(`${settings}/${name}/disable_ipv6`)?.trim() === '1';
    return own.length > 0 && own.every(isOff);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
};

/** Counts distinct local ports by state in the text of /proc/net/tcp and tcp6. */
export const heldTowards = (
  text: string,
  address: string,
  port: number,
  first: number,
  last: number,
): Record<string, number> => {
  const remotes = remoteForms(address, port);
  const seen = new Map<string, Set<number>>();
  for (const line of text.split('\n')) {
    const [, , local = '', remote = '', code = ''] =
      /^\s*(\d+:) (\S+) (\S+) (\S+)/.exec(line) ?? [];
    const state = states[code];
    if (state === undefined || !remotes.includes(remote)) continue;
    const localPort = Number.parseInt(local.slice(local.indexOf(':') + 1), 16);
    if (!(localPort >= first && localPort <= last)) continue;
    seen.set(state, (seen.get(state) ?? new Set()).add(localPort));
  }
  return Object.fromEntries([...seen].map(([state, ports]) => [state, ports.size]));
};

/** The destination as in /proc/net/tcp: 32-bit words in host byte order, hexadecimal. */
const remoteForms = (address: string, port: number): string[] => {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const bytes = address.includes(':') ? ipv6Bytes(address) : address.split('.').map(Number);
  const words: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const word = bytes.slice(at, at + 4).toReversed();
    words.push(word.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(''));
  }
  const text = words.join('') + suffix;
  return bytes.length === 4 ? [text, `0000000000000000FFFF0000${text}`] : [text];
};
