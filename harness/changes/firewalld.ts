import type { Daemon } from '../topology/daemon.ts';
import type { Step } from './change.ts';
import type { HostFirewall } from './host-firewall.ts';

/** By which firewall-cmd(1) speaks to firewalld(1). */
const bus = (on: string): Daemon => ({
  ...{ on, name: 'dbus', ready: 'unix:path=', capabilities: ['setgid', 'setuid'] },
  argv: [
    'sh',
    '-c',
    'mkdir -p /run/dbus && exec dbus-daemon --system --nofork --nopidfile --print-address',
  ],
});

/** Its rules are in force before it offers its policies on the bus, the last that it does. */
const daemon = (on: string): Daemon => ({
  ...{ on, name: 'firewalld', ready: 'config.PolicyAdded', capabilities: ['net_admin'] },
  argv: ['firewalld', '--nofork', '--debug=1'],
});

const setPort = (on: string, verb: 'add' | 'remove', port: number): Step => ({
  ...{ kind: 'run', on },
  argv: ['firewall-cmd', '--quiet', `--${verb}-port=${port}/tcp`],
});

/**
 * firewalld as it is installed: its zone `public` lets logins in and rejects the rest, with ICMP
 * administratively prohibited (firewalld.zones(5)).
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
