/**
 * /proc/net/snmp and netstat (a line of names, then a line of numbers, both `Group: …`) and
 * /proc/net/snmp6 and xfrm_stat (a name and a number a line), proc_net(5), xfrm_proc.rst.
 */
export const countersIn = (lines: readonly string[]): Record<string, number> => {
  const counters: Record<string, number> = {};
  const names = new Map<string, string[]>();
  for (const line of lines) {
    const words = line.trim().split(/\s+/);
    const [first = '', ...rest] = words;
    if (!first.endsWith(':')) {
      if (words.length === 2) put(counters, first, words[1]);
      continue;
    }
    const known = names.get(first);
    if (known === undefined) names.set(first, rest);
    else {
      known.forEach((name, index) => put(counters, first.replace(':', `.${name}`), rest[index]));
      names.delete(first);
    }
  }
  return counters;
};

const put = (counters: Record<string, number>, name: string, text: string | undefined): void => {
  if (text !== undefined && /^-?\d{1,20}$/.test(text)) counters[name] = Number(text);
};

const lost = /^Conntrack\.(drop|early_drop|insert_failed)$/;

/**
 * /proc/net/stat/nf_conntrack: a line of names, then one of hexadecimal numbers for each processor. Those of
 * what was lost that are not 0, summed, as `Conntrack.drop`.
 */
export const conntrackIn = ([first = '', ...rows]: readonly string[]): Record<string, number> => {
  const counters: Record<string, number> = {};
  const names = first.trim().split(/\s+/);
  for (const row of rows) {
    row
      .trim()
      .split(/\s+/)
      .forEach((text, column) => {
        const value = /^[\da-f]{1,12}$/i.test(text) ? Number.parseInt(text, 16) : 0;
        const name = `Conntrack.${names[column]}`;
        if (value > 0 && lost.test(name)) counters[name] = (counters[name] ?? 0) + value;
      });
  }
  return counters;
};

/** net/tcp_states.h, under the names that ss(8) prints. */
const states: Record<string, string> = {
  '01': 'ESTAB',
  '02': 'SYN-SENT',
  '03': 'SYN-RECV',
  '04': 'FIN-WAIT-1',
  '05': 'FIN-WAIT-2',
  '06': 'TIME-WAIT',
  '07': 'UNCONN',
  '08': 'CLOSE-WAIT',
  '09': 'LAST-ACK',
  '0A': 'LISTEN',
  '0B': 'CLOSING',
  '0C': 'SYN-RECV',
};

/** `<state of /proc/net/tcp> <count>` a line, both address families together. */
export const socketsIn = (lines: readonly string[]): Record<string, number> => {
  const sockets: Record<string, number> = {};
  for (const line of lines) {
    const [, code = '', count] = /^([0-9A-F]{2}) (\d{1,12})$/.exec(line.trim()) ?? [];
    const state = states[code];
    if (state !== undefined) sockets[state] = (sockets[state] ?? 0) + Number(count);
  }
  return sockets;
};
