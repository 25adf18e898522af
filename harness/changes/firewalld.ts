import type { Daemon } from '../topology/daemon.ts';
import type { Step } from './change.ts';
import type { HostFirewall } from './host-firewall.ts';

/** D-Bus daemon through which firewall-cmd(1) reaches firewalld(1). */
const bus = (on: string): Daemon => ({
  ...{ on, name: 'dbus', ready: 'unix:path=', capabilities: ['setgid', 'setuid'] },
  argv: [
    'sh',
    '-c',
    'mkdir -p /run/dbus && exec dbus-daemon --system --nofork --nopidfile --print-address',
  ],
});

/** Ready when it offers its policies on the bus: by then its rules are in force. */
const daemon = (on: string): Daemon => ({
  ...{ on, name: 'firewalld', ready: 'config.PolicyAdded', capabilities: ['net_admin'] },
  argv: ['firewalld', '--nofork', '--debug=1'],
});

const setPort = (on: string, verb: 'add' | 'remove', port: number): Step => ({
  ...{ kind: 'run', on },
  argv: ['firewall-cmd', '--quiet', `--${verb}-port=${port}/tcp`],
});

/**
 * firewalld with its default settings: the zone `public` accepts ssh and rejects the rest with ICMP administratively
 * prohibited (firewalld.zones(5)).
 */
export const firewalld = {
  reject: {
    'icmp-admin-prohibited': {
      apply: (on) => [bus(on), daemon(on)].map((program) => ({ kind: 'start', ...program })),
      undo: (on) => ['firewalld', 'dbus'].map((name) => ({ kind: 'end', on, name })),
    },
  },
  allow: {
    apply: (on, { aim }) => [setPort(on, 'add', aim.port)],
    undo: (on, { aim }) => [setPort(on, 'remove', aim.port)],
  },
} satisfies HostFirewall;
