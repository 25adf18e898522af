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

/**
 * ufw(8) is switched on. `deny`: it discards what comes in for the target's port, by a rule of its own
 * or because its default denies what is not let in. `reject`: a rule answers the port with a TCP reset,
 * and all else is let in.
 */
export const closeByUfw = <const H extends string>(on: H, by: 'deny' | 'reject'): Change<H> => ({
  verb: 'closeByUfw',
  on,
  says: `ufw is on, and ${by === 'deny' ? 'denies' : 'rejects'} the port`,
  apply: ({ aim, letsIn }) => {
    const listed = by === 'deny' && letsIn !== 'all';
    return [
      ...(listed
        ? [ufw(on, 'allow', `${letsIn.join(',')}/tcp`)]
        : [ufw(on, 'default', 'allow', 'incoming'), ufw(on, by, `${aim.port}/tcp`)]),
      ufw(on, '--force', 'enable'),
    ];
  },
  undo: ({ aim, letsIn }) => {
    const listed = by === 'deny' && letsIn !== 'all';
    return [
      ufw(on, '--force', 'disable'),
      ...(listed
        ? [ufw(on, 'delete', 'allow', `${letsIn.join(',')}/tcp`)]
        : [ufw(on, 'default', 'deny', 'incoming'), ufw(on, 'delete', by, `${aim.port}/tcp`)]),
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
