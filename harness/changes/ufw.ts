import type { LetsIn } from '../topology/lets-in.ts';
import type { Change, Step } from './change.ts';

const ufw = (on: string, ...argv: string[]): Step => ({ kind: 'run', on, argv: ['ufw', ...argv] });

/** Disabled, ufw leaves its chains behind, empty. */
export const sweepUfw = (on: string): Step => ({
  kind: 'run',
  on,
  argv: [
    'sh',
    '-c',
    'for tables in iptables ip6tables; do $tables-save | grep -v ufw | $tables-restore; done',
  ],
});

/** Words of ufw(8) that let in the ports of a list. */
const allowed = ({ from, ports }: Exclude<LetsIn, 'all'>): string[] =>
  from === undefined
    ? ['allow', `${ports.join(',')}/tcp`]
    : ['allow', 'proto', 'tcp', 'from', from, 'to', 'any', 'port', ports.join(',')];

/** What ufw does with a ping stands in its before.rules (ufw-framework(8)), as people change it there. */
const setPing = (on: string, verdict: 'ACCEPT' | 'DROP'): Step => ({
  kind: 'run',
  on,
  argv: [
    ...['sed', '-i', '-E', `/-input .*echo-request -j/s/(ACCEPT|DROP)$/${verdict}/`],
    ...['/etc/ufw/before.rules', '/etc/ufw/before6.rules'],
  ],
});

/**
 * ufw(8) is switched on. `deny`: it discards what comes in for the target's port, by a rule of its own
 * or because its default denies what is not let in. `reject`: a rule answers the port with a TCP reset,
 * and all else is let in.
 */
export const closeByUfw = <const H extends string>(on: H, by: 'deny' | 'reject'): Change<H> => ({
  verb: 'closeByUfw',
  on,
  says: `ufw is on, and ${by === 'deny' ? 'denies' : 'rejects'} the port`,
  ...(by === 'deny' ? { asks: 'letsIn' as const } : {}),
  apply: ({ aim, letsIn }) => {
    const listed = by === 'deny' && letsIn !== 'all';
    return [
      ...(listed && letsIn.from !== undefined ? [setPing(on, 'DROP')] : []),
      ...(listed
        ? [ufw(on, ...allowed(letsIn))]
        : [ufw(on, 'default', 'allow', 'incoming'), ufw(on, by, `${aim.port}/tcp`)]),
      ufw(on, '--force', 'enable'),
    ];
  },
  undo: ({ aim, letsIn }) => {
    const listed = by === 'deny' && letsIn !== 'all';
    return [
      ufw(on, '--force', 'disable'),
      ...(listed
        ? [ufw(on, 'delete', ...allowed(letsIn))]
        : [ufw(on, 'default', 'deny', 'incoming'), ufw(on, 'delete', by, `${aim.port}/tcp`)]),
      ...(listed && letsIn.from !== undefined ? [setPing(on, 'ACCEPT')] : []),
      sweepUfw(on),
    ];
  },
});

/** ufw(8) lets the target's port in; a rule of its own for the port is replaced. */
export const allowByUfw = <const H extends string>(on: H): Change<H> => ({
  verb: 'allowByUfw',
  on,
  says: 'ufw lets the port in',
  apply: ({ aim }) => [ufw(on, 'allow', `${aim.port}/tcp`)],
  undo: ({ aim, letsIn }) => [
    // Where the rest is let in, it stood in the place of a rule that denies.
    letsIn === 'all'
      ? ufw(on, 'deny', `${aim.port}/tcp`)
      : ufw(on, 'delete', 'allow', `${aim.port}/tcp`),
  ],
});
