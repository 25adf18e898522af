import type { ListedPorts } from '../topology/lets-in.ts';
import type { Placement } from '../topology/place.ts';
import { shell, type Step } from './change.ts';
import type { HostFirewall, Ruling } from './host-firewall.ts';

const ufw = (on: string, ...argv: string[]): Step => ({ kind: 'run', on, argv: ['ufw', ...argv] });

/** Removes the empty chains that a disabled ufw leaves behind. */
export const sweepUfw = (on: string): Step =>
  shell(
    on,
    'for tables in iptables ip6tables; do $tables-save | grep -v ufw | $tables-restore; done',
  );

/** ufw(8) arguments that accept the listed ports. */
const allowed = ({ from, ports }: ListedPorts): string[] =>
  from === undefined
    ? ['allow', `${ports.join(',')}/tcp`]
    : ['allow', 'proto', 'tcp', 'from', from, 'to', 'any', 'port', ports.join(',')];

/** Sets how ufw treats ping in its before.rules (ufw-framework(8)), where administrators change it. */
const setPing = (on: string, verdict: 'ACCEPT' | 'DROP'): Step => ({
  kind: 'run',
  on,
  argv: [
    ...['sed', '-i', '-E', `/-input .*echo-request -j/s/(ACCEPT|DROP)$/${verdict}/`],
    ...['/etc/ufw/before.rules', '/etc/ufw/before6.rules'],
  ],
});

/**
 * Enables ufw(8). `deny`: it drops packets to the target's port, by a rule or by its default policy. `reject`: a rule
 * answers the port with a TCP reset, and everything else is accepted.
 */
const close = (by: 'deny' | 'reject'): Ruling => {
  const listIn = ({ letsIn }: Placement): ListedPorts | undefined =>
    by === 'deny' && letsIn !== 'all' ? letsIn : undefined;
  const isPingShut = (listed: ListedPorts | undefined): boolean => listed?.from !== undefined;
  return {
    apply: (on, placement) => {
      const listed = listIn(placement);
      return [
        ...(isPingShut(listed) ? [setPing(on, 'DROP')] : []),
        ...(listed
          ? [ufw(on, ...allowed(listed))]
          : [ufw(on, 'default', 'allow', 'incoming'), ufw(on, by, `${placement.aim.port}/tcp`)]),
        ufw(on, '--force', 'enable'),
      ];
    },
    undo: (on, placement) => {
      const listed = listIn(placement);
      return [
        ufw(on, '--force', 'disable'),
        ...(listed
          ? [ufw(on, 'delete', ...allowed(listed))]
          : [
              ufw(on, 'default', 'deny', 'incoming'),
              ufw(on, 'delete', by, `${placement.aim.port}/tcp`),
            ]),
        ...(isPingShut(listed) ? [setPing(on, 'ACCEPT')] : []),
        sweepUfw(on),
      ];
    },
  };
};

export const ufwFirewall = {
  drop: close('deny'),
  reject: { 'tcp-reset': close('reject') },
  /** Replaces the rule for the port, if there is one. */
  allow: {
    apply: (on, { aim }) => [ufw(on, 'allow', `${aim.port}/tcp`)],
    undo: (on, { aim, letsIn }) => [
      // If everything else is accepted, this rule replaces a deny rule.
      letsIn === 'all'
        ? ufw(on, 'deny', `${aim.port}/tcp`)
        : ufw(on, 'delete', 'allow', `${aim.port}/tcp`),
    ],
  },
} satisfies HostFirewall;
