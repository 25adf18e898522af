import type { Family } from '../family.ts';
import { sources } from './sources.ts';
import { unreachableByWindows } from './windows.ts';

export const unreachable: Family = {
  name: 'unreachable',
  stage: 'connect',
  says: 'Somebody said that there is no way to the address: this machine, a router, or a firewall that says so.',
  symptoms: ['EHOSTUNREACH', 'ENETUNREACH', 'EACCES'],
  words: [
    {
      by: 'errno',
      says: ['EHOSTUNREACH', 'ENETUNREACH', 'No route to host', 'Network is unreachable'],
      source: sources.errno,
      yields: true,
    },
    {
      by: 'Java',
      says: ['java.net.NoRouteToHostException: No route to host'],
      source: sources.java,
    },
    {
      by: 'Chromium',
      says: [
        'ERR_ADDRESS_UNREACHABLE',
        'ERR_INTERNET_DISCONNECTED',
        'ERR_NETWORK_CHANGED',
        'ERR_NETWORK_ACCESS_DENIED',
      ],
      source: sources.chromium,
    },
    {
      by: 'musl',
      says: ['Host is unreachable', 'Network unreachable'],
      source: 'musl, src/errno/__strerror.h',
      yields: true,
    },
    {
      by: 'Go',
      says: ['connect: no route to host', 'connect: network is unreachable'],
      source: sources.go,
      yields: true,
    },
    {
      by: 'Python asyncio',
      says: ['[Errno 113] Connect call failed', '[Errno 101] Connect call failed'],
      source: 'Python, Lib/asyncio/selector_events.py; kitUIN/PicImageSearch#37',
    },
    {
      by: 'mysql',
      says: ['server on <host> (113)', 'server on <host> (101)', 'server on <host> (10065)'],
      source: 'MySQL, include/errmsg.h (2003); the number is an errno',
    },
    {
      by: 'Safari and iOS',
      says: [
        'NSURLErrorDomain Code=-1009',
        'kCFErrorDomainCFNetwork Code=-1009',
        'The Internet connection appears to be offline',
      ],
      causes: ['no-route', 'client-firewall', 'host-down-same-lan'],
      means:
        'The system lets this program send nothing: no network is up, or the program may not use it (Local Network, mobile data).',
      source: sources.apple,
    },
    ...unreachableByWindows,
  ],
  suspects: [
    {
      cause: 'host-down',
      look: [
        {
          on: 'client',
          run: 'nc -zv SERVER PORT; ip neigh',
          shows: 'FAILED after three seconds for SERVER, or for the router on the way to it',
        },
      ],
    },
    {
      cause: 'private-ip-other-lan',
      look: [
        {
          on: 'client',
          run: 'ip route get SERVER; ip -br addr',
          shows:
            'SERVER in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, and no address of that network here',
        },
      ],
    },
    {
      cause: 'firewall-reject',
      look: [
        {
          on: 'client',
          run: 'tcpdump -n icmp & nc -zv SERVER PORT',
          shows: 'admin prohibited, or host prohibited: what firewalld answers for a closed port',
        },
      ],
    },
    {
      cause: 'host-down-same-lan',
      look: [
        {
          on: 'client',
          run: 'nc -zv SERVER PORT; ip neigh show to SERVER',
          shows: 'FAILED, after three seconds',
        },
      ],
    },
    {
      cause: 'wrong-host',
      look: [
        {
          on: 'client',
          run: "env | grep -iE 'host|port|url'",
          shows:
            'another address than that of the server, a port where the name is meant, or nothing',
        },
      ],
    },
    {
      cause: 'no-route',
      look: [
        {
          on: 'client',
          run: 'ip route get SERVER',
          shows: 'Network is unreachable, prohibit, blackhole or unreachable',
        },
      ],
    },
    {
      cause: 'router-has-no-route',
      look: [
        { on: 'client', run: 'tracepath -n SERVER', shows: '!N behind the address of a router' },
      ],
    },
    {
      cause: 'router-reject',
      look: [
        {
          on: 'client',
          run: 'tcpdump -n icmp & nc -zv SERVER PORT',
          shows: 'an ICMP error that comes from another address than SERVER',
        },
      ],
    },
    {
      cause: 'client-firewall',
      look: [
        {
          on: 'client',
          run: 'iptables -S OUTPUT; nft list ruleset',
          shows: 'a rule that rejects what goes to SERVER',
        },
      ],
    },
    {
      cause: 'banned-client',
      look: [{ on: 'server', run: 'fail2ban-client banned', shows: 'the address of the client' }],
    },
  ],
};
