import type { Family } from '../family.ts';
import { sources } from './sources.ts';
import { unavailableByWindows } from './windows.ts';

const count = "ss -Htan dst SERVER | awk '{print $1}' | sort | uniq -c";

export const unavailable: Family = {
  name: 'unavailable',
  stage: 'local',
  says: 'Nothing was sent: the client has no local port, or no local address, to connect from.',
  symptoms: ['EADDRNOTAVAIL', 'EADDRINUSE', 'EMFILE'],
  words: [
    {
      by: 'errno',
      says: ['EADDRNOTAVAIL', 'Cannot assign requested address', "Can't assign requested address"],
      source: sources.errno,
      yields: true,
    },
    {
      by: 'Java',
      says: ['java.net.BindException: Cannot assign requested address'],
      source: sources.java,
    },
    {
      by: 'errno',
      says: ['EMFILE', 'Too many open files'],
      causes: ['descriptors-used-up'],
      means:
        'The program has no descriptor left for another socket: ulimit -n, and ls /proc/PID/fd | wc -l.',
      source: sources.errno,
    },
    {
      by: 'Go',
      says: ['connect: cannot assign requested address'],
      source: sources.go,
    },
    ...unavailableByWindows,
    { by: 'Chromium', says: ['ERR_ADDRESS_INVALID'], source: sources.chromium },
    {
      by: 'curl 8',
      says: [
        'Failed to connect to <host> port <port> after <number> ms: Could not connect to server',
      ],
      source: sources.curl,
    },
  ],
  suspects: [
    {
      cause: 'time-wait-flood',
      look: [{ on: 'client', run: count, shows: 'TIME-WAIT in a number near that of local ports' }],
    },
    {
      cause: 'ports-held',
      look: [{ on: 'client', run: count, shows: 'ESTAB in a number near that of local ports' }],
    },
    {
      cause: 'descriptors-used-up',
      look: [
        {
          on: 'client',
          run: 'ls /proc/PID/fd | wc -l; grep "open files" /proc/PID/limits',
          shows: 'as many descriptors as the soft limit',
        },
      ],
    },
    {
      cause: 'ipv6-off',
      look: [
        {
          on: 'client',
          run: 'sysctl net.ipv6.conf.all.disable_ipv6',
          shows: '1, and the address of the error has colons',
        },
      ],
    },
  ],
};
