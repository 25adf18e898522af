import type { FirewallRule } from '../../vocabulary/index.ts';
import { sh } from './command.ts';

/** Command that deletes an iptables rule; undefined if its text has unknown parts. */
export const deleteRule = ({ backend, chain, table, text }: FirewallRule): string | undefined => {
  const [append, where, ...match] = wordsOf(text);
  // iptables runs the program that --modprobe names, as root. It never prints that option, nor a second command.
  if (append !== '-A' || where !== chain || match.some(isNoMatch)) return undefined;
  return sh`${[backend, ...inTable(table)]} -D ${[chain, ...match]}`;
};

/** Warning beside such a command: the rule may be intentional. */
export const mayBeMeant = ' The rule may be meant: ask who set it before you take it away.';

/** @param to the only destination address to open; empty for any. */
export const acceptPort = (
  { backend, chain, table }: FirewallRule,
  port: number,
  to = '',
): string =>
  sh`${[backend, ...inTable(table)]} -I ${[chain, ...(to === '' ? [] : ['-d', to])]} -p tcp --dport ${port} -j ACCEPT`;

/** Lets in packets of connections that stand (iptables-extensions(8), conntrack). */
export const acceptAnswers = ({ backend, chain, table }: FirewallRule): string =>
  sh`${[backend, ...inTable(table)]} -I ${chain} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`;

const inTable = (table: string): readonly string[] => (table === 'filter' ? [] : ['-t', table]);

const isNoMatch = (word: string): boolean => /^(?:-[A-Zt]|--mo(?:d|=|$)|--ta)/.test(word);

/** Words of a rule as `iptables -S` prints it: inside double quotes, `\` escapes the next character. */
const wordsOf = (text: string): string[] =>
  [...text.matchAll(/(?:[^\s"]|"(?:[^"\\]|\\.)*")+/gs)].map(([word]) =>
    word.replaceAll(/"((?:[^"\\]|\\.)*)"/gs, (_, inside: string) =>
      inside.replaceAll(/\\(.)/gs, '$1'),
    ),
  );

/** nft(8) parses its arguments as a script, whatever the shell unquoted: only plain names are safe. */
export const isNftName = (name: string): boolean => /^[A-Za-z][\w./\\-]*$/.test(name);

/** For example `inet fw`. */
export const isNftTable = (table: string): boolean => {
  const [family = '', name = '', ...more] = table.split(' ');
  return /^(?:ip6?|inet|arp|bridge|netdev)$/.test(family) && isNftName(name) && more.length === 0;
};
