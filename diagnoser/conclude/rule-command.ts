import type { FirewallRule } from '../../vocabulary/index.ts';
import { sh } from './command.ts';

/** The command that takes a rule of iptables away; undefined where its text is none that we know. */
export const deleteRule = ({ backend, chain, table, text }: FirewallRule): string | undefined => {
  const [append, where, ...match] = wordsOf(text);
  // iptables runs what --modprobe names, as root; it never prints that, nor a second command.
  if (append !== '-A' || where !== chain || match.some(isNoMatch)) return undefined;
  return sh`${[backend, ...inTable(table)]} -D ${[chain, ...match]}`;
};

/** Stands beside such a command: whoever set the rule may have meant it. */
export const mayBeMeant = ' The rule may be meant: ask who set it before you take it away.';

/** @param to the address that alone is to be reached; empty for any. */
export const acceptPort = (
  { backend, chain, table }: FirewallRule,
  port: number,
  to = '',
): string =>
  sh`${[backend, ...inTable(table)]} -I ${[chain, ...(to === '' ? [] : ['-d', to])]} -p tcp --dport ${port} -j ACCEPT`;

const inTable = (table: string): readonly string[] => (table === 'filter' ? [] : ['-t', table]);

const isNoMatch = (word: string): boolean => /^(?:-[A-Zt]|--mo(?:d|=|$)|--ta)/.test(word);

/** The words of a rule as `iptables -S` prints it: in double quotes, `\` takes the next character as it is. */
const wordsOf = (text: string): string[] =>
  [...text.matchAll(/(?:[^\s"]|"(?:[^"\\]|\\.)*")+/gs)].map(([word]) =>
    word.replaceAll(/"((?:[^"\\]|\\.)*)"/gs, (_, inside: string) =>
      inside.replaceAll(/\\(.)/gs, '$1'),
    ),
  );

/** nft(8) reads its words as a script, whatever the shell has made of quotes: a name is a name, or nothing. */
export const isNftName = (name: string): boolean => /^[A-Za-z][\w./\\-]*$/.test(name);

/** `inet fw` */
export const isNftTable = (table: string): boolean => {
  const [family = '', name = '', ...more] = table.split(' ');
  return /^(?:ip6?|inet|arp|bridge|netdev)$/.test(family) && isNftName(name) && more.length === 0;
};
