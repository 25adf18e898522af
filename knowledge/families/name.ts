import type { Family } from '../family.ts';
import { sources } from './sources.ts';

const ask = 'dig SERVER';

export const name: Family = {
  name: 'name',
  says: 'No address was found for the name, so nothing was sent to the server at all.',
  symptoms: ['ENOTFOUND', 'EAI_AGAIN'],
  words: [
    {
      by: 'getaddrinfo',
      says: [
        'ENOTFOUND',
        'EAI_AGAIN',
        'Name or service not known',
        'Temporary failure in name resolution',
        'No address associated with hostname',
        'nodename nor servname provided',
        'getaddrinfo failed',
      ],
      source: 'getaddrinfo(3), gai_strerror(3)',
    },
    { by: 'curl', says: ['Could not resolve host'], source: 'curl, lib/hostip.c' },
    { by: 'Go', says: ['no such host', 'server misbehaving'], source: sources.go },
    { by: 'Java', says: ['java.net.UnknownHostException'], source: sources.java },
    {
      by: 'Chromium',
      says: ['ERR_NAME_NOT_RESOLVED', 'DNS_PROBE_FINISHED_NXDOMAIN'],
      source: sources.chromium,
    },
    { by: 'Firefox', says: ['NS_ERROR_UNKNOWN_HOST'], source: sources.firefox },
    {
      by: 'Windows',
      says: ['No such host is known', 'WSAHOST_NOT_FOUND'],
      source: sources.windows,
    },
  ],
  suspects: [
    {
      cause: 'name-does-not-exist',
      look: [{ on: 'client', run: ask, shows: 'status: NXDOMAIN' }],
    },
    {
      cause: 'no-address',
      look: [{ on: 'client', run: ask, shows: 'status: NOERROR, and ANSWER: 0' }],
    },
    {
      cause: 'resolver-silent',
      look: [
        { on: 'client', run: ask, shows: 'timed out, no servers could be reached' },
        {
          on: 'client',
          run: 'cat /etc/resolv.conf',
          shows: 'a resolver that does not answer; another one does: dig @OTHER SERVER',
        },
      ],
    },
    {
      cause: 'resolver-not-listening',
      look: [{ on: 'client', run: ask, shows: 'connection refused, from the resolver' }],
    },
    {
      cause: 'server-failure',
      look: [{ on: 'client', run: ask, shows: 'status: SERVFAIL' }],
    },
  ],
};
