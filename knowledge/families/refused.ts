import type { Family } from '../family.ts';
import { sources } from './sources.ts';

const listeners = "ss -ltn 'sport = :PORT'";

export const refused: Family = {
  name: 'refused',
  says: 'Something answered no, and it answered at once: a machine is there, and nothing takes this connection.',
  symptoms: ['ECONNREFUSED'],
  words: [
    { by: 'errno', says: ['ECONNREFUSED', 'Connection refused'], source: sources.errno },
    { by: 'Go', says: ['connect: connection refused'], source: sources.go },
    { by: 'Java', says: ['java.net.ConnectException: Connection refused'], source: sources.java },
    { by: 'Chromium', says: ['ERR_CONNECTION_REFUSED'], source: sources.chromium },
    { by: 'Firefox', says: ['NS_ERROR_CONNECTION_REFUSED'], source: sources.firefox },
    {
      by: 'curl 8',
      says: [
        'Failed to connect to <host> port <port> after <number> ms: Could not connect to server',
      ],
      source: sources.curl,
    },
    {
      by: 'Windows',
      says: [
        'No connection could be made because the target machine actively refused it',
        'WSAECONNREFUSED',
      ],
      source: sources.windows,
    },
  ],
  suspects: [
    {
      cause: 'not-listening',
      look: [{ on: 'server', run: listeners, shows: 'no line below the heading' }],
    },
    {
      cause: 'wrong-port',
      look: [
        { on: 'server', run: 'ss -ltnp', shows: 'the service, with another port than PORT' },
        {
          on: 'client',
          run: 'nmap -Pn SERVER',
          shows: 'an open port that the service may be on',
        },
      ],
    },
    {
      cause: 'loopback-bind',
      look: [{ on: 'server', run: listeners, shows: '127.0.0.1:PORT or [::1]:PORT, and no other' }],
    },
    {
      cause: 'firewall-reject',
      look: [
        {
          on: 'client',
          run: 'tcpdump -n -c 1 icmp & nc -zv SERVER PORT',
          shows: 'ICMP SERVER tcp port PORT unreachable; a closed port sends a reset in its place',
        },
        {
          on: 'server',
          run: 'iptables -L INPUT -v -n; nft list ruleset',
          shows: 'a REJECT rule whose counter rises while you try',
        },
      ],
    },
    {
      cause: 'firewall-reject-reset',
      look: [
        {
          on: 'server',
          run: 'iptables -L INPUT -v -n; nft list ruleset',
          shows: 'a rule "reject with tcp-reset" whose counter rises while you try (ufw reject)',
        },
      ],
    },
    {
      cause: 'bound-elsewhere',
      look: [{ on: 'server', run: listeners, shows: 'an address that is not SERVER' }],
    },
    {
      cause: 'ipv6-only-bind',
      look: [{ on: 'server', run: `${listeners} -e`, shows: '[::]:PORT with v6only:1' }],
    },
  ],
};
