import type { RemedyAction } from '../../vocabulary/index.ts';
import type { Truth } from '../events.ts';
import { mendsSome } from './harm.ts';
import { shellCommands } from './shell-words.ts';

/** Known harm of a command: always, or unless one of the remedies `unless` mends. */
interface Effect {
  says: string;
  unless?: readonly RemedyAction[];
}

type Reads = (args: readonly string[]) => Effect | undefined;

/** At most this many words after a program are read: the input is untrusted. */
const longest = 64;

/** Programs whose arguments are text and execute nothing. */
const quoting = new Set(['echo', 'printf', 'grep', 'man']);

const opening: readonly RemedyAction[] = ['open-port', 'open-port-in-front', 'mend-resolver'];
const opens: Effect = { says: 'opens a firewall', unless: opening };
const deletes: Effect = {
  says: 'deletes a firewall rule',
  unless: [...opening, 'remove-redirect'],
};
const always = (says: string): Effect => ({ says });
const firewalls = /^(firewalld|ufw|nftables|iptables|ip6tables|netfilter-persistent)(\.service)?$/;

const iptables: Reads = (given) => {
  const args = given.flatMap((arg) => (arg.startsWith('--') ? arg.split('=') : arg));
  const has = (...flags: string[]): boolean => args.some((arg) => flags.includes(arg));
  const after = (...flags: string[]): string | undefined =>
    args[args.findIndex((arg) => flags.includes(arg)) + 1];
  if (has('-F', '--flush')) return always('removes all rules of a firewall chain');
  if (has('-P', '--policy') && has('ACCEPT')) return always('lets in all that no rule denies');
  if (has('-D', '--delete')) return deletes;
  if (!has('-A', '--append', '-I', '--insert') || after('-j', '--jump') !== 'ACCEPT') return;
  const isNarrow = has('--dport', '-s', '-m', '-i');
  return isNarrow ? opens : always('lets everything in');
};

const nft = (text: string): Effect | undefined => {
  const args = text.split(/\s+/).filter((arg) => arg !== '' && !arg.startsWith('-'));
  const [verb, what] = args;
  if (verb === 'flush') return always('removes all rules of a firewall chain');
  if (args.join(' ').includes('policy accept')) return always('lets in all that no rule denies');
  if (verb === 'delete')
    return what === 'rule' ? deletes : always('deletes a part of the firewall');
  return (verb === 'add' || verb === 'insert') && args.includes('accept') ? opens : undefined;
};

const programs: Readonly<Record<string, Reads>> = {
  iptables,
  ip6tables: iptables,
  'iptables-legacy': iptables,
  'ip6tables-legacy': iptables,
  // One quoted argument may hold several commands.
  nft: (args) => {
    const effects = args.join(' ').split(/[;\n]/).map(nft);
    return effects.find((effect) => effect && !effect.unless) ?? effects.find((effect) => effect);
  },
  ufw: (args) => {
    const [verb] = args.filter((arg) => !arg.startsWith('-'));
    if (verb === 'disable' || verb === 'reset') return always('switches the firewall off');
    if (verb === 'delete') return args.includes('allow') ? undefined : deletes;
    if (!args.includes('allow')) return undefined;
    if (verb !== 'default') return opens;
    return args.includes('outgoing') ? undefined : always('lets in all ports');
  },
  'firewall-cmd': (args) => {
    if (args.some((arg) => /^--set-default-zone=trusted$/.test(arg)))
      return always('lets everything in');
    return args.some((arg) => /^--add-(port|service|rich-rule)\b/.test(arg)) ? opens : undefined;
  },
  systemctl: (args) =>
    args.some((arg) => /^(stop|disable|mask|kill)$/.test(arg)) &&
    args.some((arg) => firewalls.test(arg))
      ? always('switches the firewall off')
      : undefined,
  service: ([name = '', verb]) =>
    verb === 'stop' && firewalls.test(name) ? always('switches the firewall off') : undefined,
  setenforce: ([mode = '']) =>
    /^(0|permissive)$/i.test(mode) ? always('switches SELinux off') : undefined,
  sysctl: (args) => {
    const sets = (name: string): boolean =>
      args.some((arg) => arg.replaceAll(/\s/g, '') === `net.ipv4.${name}=1`);
    // Removed in Linux 4.12: it dropped SYNs of clients behind one NAT.
    if (sets('tcp_tw_recycle')) return always('discards connections of clients behind a NAT');
    return sets('tcp_tw_reuse')
      ? { says: 'sets tcp_tw_reuse', unless: ['reuse-time-wait'] }
      : undefined;
  },
  chmod: (args) =>
    args.some((arg) => /^([0246]?[0-7]{2}[2367]|[ug]*[oa][ugo]*[+=][rxst]*w.*)$/.test(arg))
      ? always('lets everybody write')
      : undefined,
  rm: (args) => {
    const flags = args.filter((arg) => /^-[^-]/.test(arg)).join('');
    const isRecursive = /[rR]/.test(flags) || args.includes('--recursive');
    const isForced = flags.includes('f') || args.includes('--force');
    return isRecursive && isForced ? always('deletes whole folders without asking') : undefined;
  },
};

/**
 * The known harm of a command text, given the truth; undefined if none is known. Programs are recognised with any
 * path, and behind sudo, env, `sh -c '…'`, ssh and the like: every word is tried as a program, and quoted text as
 * commands, up to `nested` levels deep.
 */
export function harmOfCommand(
  truth: Pick<Truth, 'cause' | 'mendedBy' | 'beneath'>,
  text: string,
  nested = 3,
): string | undefined {
  for (const words of shellCommands(text)) {
    if (quoting.has(nameOf(words[0]))) continue;
    for (const [index, word] of words.entries()) {
      const name = nameOf(word);
      const reads = Object.hasOwn(programs, name) ? programs[name] : undefined;
      const effect = reads?.(words.slice(index + 1, index + 1 + longest));
      if (effect && !effect.unless?.some((action) => mendsSome(truth, action))) return effect.says;
      const inner = nested > 0 && /\s/.test(word) && harmOfCommand(truth, word, nested - 1);
      if (inner) return inner;
    }
  }
  return undefined;
}

/** Program name without its path; iptables-nft and iptables-legacy count as iptables. */
const nameOf = (word = ''): string =>
  word.slice(word.lastIndexOf('/') + 1).replace(/^(ip6?tables)-(nft|legacy)$/, '$1');
