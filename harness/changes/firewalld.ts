import type { Daemon } from '../topology/daemon.ts';
import type { Change } from './change.ts';

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
const firewalld = (on: string): Daemon => ({
  ...{ on, name: 'firewalld', ready: 'config.PolicyAdded', capabilities: ['net_admin'] },
  argv: ['firewalld', '--nofork', '--debug=1'],
});

/**
 * firewalld runs as it is installed: its zone `public` lets logins in and rejects the rest, with ICMP
 * administratively prohibited (firewalld.zones(5)).
 */
export const closeByFirewalld = <const H extends string>(on: H): Change<H> => ({
  verb: 'closeByFirewalld',
  on,
  says: 'firewalld is on, and its zone rejects the port',
  apply: () => [bus(on), firewalld(on)].map((daemon) => ({ kind: 'start', ...daemon })),
  undo: () => ['firewalld', 'dbus'].map((name) => ({ kind: 'end', on, name })),
});

const setPort = (verb: 'add' | 'remove', port: number): string[] => [
  ...['firewall-cmd', '--quiet', `--${verb}-port=${port}/tcp`],
];

/** The zone of firewalld lets the target's port in. */
export const allowByFirewalld = <const H extends string>(on: H): Change<H> => ({
  verb: 'allowByFirewalld',
  on,
  says: 'the zone of firewalld lets the port in',
  apply: ({ aim }) => [{ kind: 'run', on, argv: setPort('add', aim.port) }],
  undo: ({ aim }) => [{ kind: 'run', on, argv: setPort('remove', aim.port) }],
});
