import type { Family } from '../family.ts';
import { sources } from './sources.ts';

export const unreachable: Family = {
  name: 'unreachable',
  says: 'Somebody said that there is no way to the address: this machine, a router, or a firewall that says so.',
  symptoms: ['EHOSTUNREACH', 'ENETUNREACH', 'EACCES'],
  words: [
    {
      by: 'errno',
      says: ['EHOSTUNREACH', 'ENETUNREACH', 'No route to host', 'Network is unreachable'],
      source: sources.errno,
    },
    {
      by: 'Java',
      says: ['java.net.NoRouteToHostException: No route to host'],
      source: sources.java,
    },
    {
      by: 'Chromium',
      says: ['ERR_ADDRESS_UNREACHABLE', 'ERR_INTERNET_DISCONNECTED'],
      source: sources.chromium,
    },
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
