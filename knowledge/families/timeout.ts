import type { Family } from '../family.ts';
import { timeoutWords } from './timeout-words.ts';

const arrives = 'tcpdump -n tcp port PORT';

export const timeout: Family = {
  name: 'timeout',
  stage: 'connect',
  says: 'No answer came at all: the packets, or the answers to them, are lost on the way or thrown away.',
  symptoms: ['silence', 'ETIMEDOUT'],
  words: timeoutWords,
  suspects: [
    {
      cause: 'host-firewall-drop',
      look: [
        {
          on: 'server',
          run: 'iptables -L INPUT -v -n; nft list ruleset',
          shows: 'a DROP rule, or the policy DROP, whose counter rises while you try',
        },
      ],
    },
    {
      cause: 'security-group',
      look: [
        {
          on: 'server',
          run: arrives,
          shows:
            'no packet while you try: it is lost before the server (cloud console, security group)',
        },
      ],
    },
    {
      cause: 'proxy-ignored',
      look: [
        {
          on: 'client',
          run: 'env | grep -i proxy; curl -v http://SERVER:PORT/',
          shows: 'a proxy, by which curl gets an answer',
        },
      ],
    },
    {
      cause: 'control-panel-firewall',
      look: [
        {
          on: 'server',
          run: 'ufw status; firewall-cmd --list-ports; ls -d /www/server/panel',
          shows: 'a panel or ufw that is active, and PORT not among its open ports',
        },
      ],
    },
    {
      cause: 'host-down',
      look: [
        {
          on: 'client',
          run: 'ping -c 3 SERVER; nmap -Pn -p 22,80,443 SERVER',
          shows: 'no answer to anything, on any port',
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
      cause: 'dns-wrong-server',
      look: [
        {
          on: 'client',
          run: 'dig +short SERVER',
          shows: 'an address that the server does not have; ip addr shows there which it has',
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
            'SERVER in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, by the default route, and no address of that network here',
        },
      ],
    },
    {
      cause: 'reply-dropped',
      look: [
        {
          on: 'server',
          run: arrives,
          shows: 'the SYN and an answer [S.] again and again, which the client never gets',
        },
      ],
    },
    {
      cause: 'no-return-route',
      look: [{ on: 'server', run: 'ip route get CLIENT', shows: 'unreachable, or the wrong way' }],
    },
    {
      cause: 'accept-queue-full',
      look: [
        {
          on: 'server',
          run: "ss -ltn 'sport = :PORT'; nstat -az TcpExtListenOverflows",
          shows: 'Recv-Q larger than Send-Q, and a counter that rises while you try',
        },
      ],
    },
    {
      cause: 'server-stalled',
      look: [
        {
          on: 'server',
          run: "ss -ltnp 'sport = :PORT'",
          shows: 'the service has the port: the connection stands, and its answer does not come',
        },
      ],
    },
    {
      cause: 'server-stopped',
      look: [
        {
          on: 'server',
          run: 'ps -eo pid,stat,comm',
          shows: 'the state T beside the service, and in ss -ltn connections wait (Recv-Q)',
        },
      ],
    },
    {
      cause: 'banned-client',
      look: [
        {
          on: 'server',
          run: 'fail2ban-client banned; iptables -S; nft list ruleset',
          shows: 'the address of the client',
        },
      ],
    },
    {
      cause: 'rate-limit',
      look: [
        {
          on: 'server',
          run: 'iptables -S; nft list ruleset',
          shows: 'a rule with limit, hashlimit, recent, connlimit or ct count for PORT',
        },
      ],
    },
    {
      cause: 'reverse-path-filter',
      look: [
        {
          on: 'server',
          run: 'nstat -az TcpExtIPReversePathFilter',
          shows: 'a count that rises while you try',
        },
      ],
    },
    {
      cause: 'connection-table-full',
      look: [
        {
          on: 'server',
          run: 'dmesg | grep nf_conntrack; sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max',
          shows: 'nf_conntrack: table full, dropping packet',
        },
      ],
    },
    {
      cause: 'client-firewall',
      look: [
        {
          on: 'client',
          run: 'iptables -S OUTPUT; iptables -S INPUT; nft list ruleset',
          shows: 'a rule that drops or rejects what goes to SERVER, or what comes from it',
        },
      ],
    },
    {
      cause: 'gateway-down',
      look: [
        {
          on: 'client',
          run: 'ip route get SERVER; ip neigh',
          shows: 'FAILED or INCOMPLETE for the address after via',
        },
      ],
    },
    {
      cause: 'wrong-neighbour',
      look: [
        {
          on: 'client',
          run: 'ip neigh show nud permanent',
          shows: 'SERVER, or the address after via of ip route get SERVER',
        },
      ],
    },
    {
      cause: 'one-address-dead',
      look: [
        {
          on: 'client',
          run: 'getent ahosts SERVER',
          shows: 'several addresses; try each of them by itself',
        },
      ],
    },
    {
      cause: 'ipv6-broken',
      look: [
        {
          on: 'client',
          run: 'nc -4zv SERVER PORT; nc -6zv SERVER PORT',
          shows: 'the first succeeds, the second does not',
        },
      ],
    },
  ],
};
