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
 * ufw(8) is switched on with only the login service let in. What is not let in it discards; with
 * `reject`, a rule of its own answers the target's port with a TCP reset.
 */
export const closeByUfw = <const H extends string>(on: H, by: 'deny' | 'reject'): Change<H> => ({
  verb: 'closeByUfw',
  on,
  says: `ufw is on, and its ${by === 'deny' ? 'default denies' : 'rule rejects'} the port`,
  apply: ({ aim }) => [
    ufw(on, 'allow', '22/tcp'),
    ...(by === 'reject' ? [ufw(on, 'reject', `${aim.port}/tcp`)] : []),
    ufw(on, '--force', 'enable'),
  ],
  undo: ({ aim }) => [
    ufw(on, '--force', 'disable'),
    ufw(on, 'delete', 'allow', '22/tcp'),
    ...(by === 'reject' ? [ufw(on, 'delete', 'reject', `${aim.port}/tcp`)] : []),
    sweepUfw(on),
  ],
});

/** ufw(8) lets the target's port in; a rule of its own for the port is replaced. */
export const allowByUfw = <const H extends string>(on: H): Change<H> => ({
  verb: 'allowByUfw',
  on,
  says: 'ufw lets the port in',
  apply: ({ aim }) => [ufw(on, 'allow', `${aim.port}/tcp`)],
  undo: ({ aim }) => [ufw(on, 'delete', 'allow', `${aim.port}/tcp`)],
});
