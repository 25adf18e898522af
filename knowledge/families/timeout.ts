import type { Family } from '../family.ts';
import { sources } from './sources.ts';
import { timedOutByWindows } from './windows.ts';

const arrives = 'tcpdump -n tcp port PORT';

export const timeout: Family = {
  name: 'timeout',
  stage: 'connect',
  says: 'No answer came at all: the packets, or the answers to them, are lost on the way or thrown away.',
  symptoms: ['silence', 'ETIMEDOUT'],
  words: [
    {
      by: 'errno',
      says: [
        'ETIMEDOUT',
        'Connection timed out',
        'Operation timed out',
        'timed out: Operation now in progress',
      ],
      source: sources.errno,
      yields: true,
    },
    {
      by: 'Go',
      says: ['dial tcp <host>:<port>: i/o timeout', 'context deadline exceeded'],
      source: `${sources.go}; src/internal/poll/fd.go; src/context/context.go`,
      yields: true,
    },
    {
      by: 'Java',
      says: ['java.net.SocketTimeoutException: Connect timed out'],
      source: sources.java,
    },
    {
      by: 'Chromium',
      says: ['ERR_CONNECTION_TIMED_OUT', 'ERR_TIMED_OUT'],
      source: sources.chromium,
    },
    { by: 'Firefox', says: ['NS_ERROR_NET_TIMEOUT'], source: sources.firefox },
    {
      by: 'curl 8',
      says: [
        'Failed to connect to <host> port <port> after <number> ms: Could not connect to server',
      ],
      source: sources.curl,
    },
    {
      by: 'Go',
      says: [
        'request canceled while waiting for connection',
        'Client.Timeout exceeded while awaiting headers',
        'connect: connection timed out',
        'connect: operation timed out',
      ],
      source: 'Go, src/net/http/client.go; so do docker pull and kubectl: docker/for-win#841',
    },
    {
      by: 'Java',
      says: [
        'java.net.ConnectException: Connection timed out',
        'HttpConnectTimeoutException',
        'ConnectTimeoutException',
      ],
      source: `${sources.java}; Apache HttpClient; Netty`,
    },
    {
      by: 'Python requests',
      says: ['ConnectTimeoutError', 'requests.exceptions.ConnectTimeout', '(connect timeout='],
      source: 'urllib3, src/urllib3/connection.py; requests, src/requests/exceptions.py',
    },
    {
      by: 'Python',
      says: [
        '[Errno 110] Connect call failed',
        '[Errno 60] Connect call failed',
        'httpx.ConnectTimeout',
        'httpcore.ConnectTimeout',
        'ConnectionTimeoutError: Connection timeout to host',
      ],
      source: 'Python, Lib/asyncio/selector_events.py; httpx; aiohttp, aiohttp/client.py',
    },
    {
      by: 'Rust',
      says: ['operation timed out', 'deadline has elapsed'],
      source: 'reqwest, src/error.rs; tokio, tokio/src/time/error.rs',
    },
    {
      by: 'axios',
      says: ['timeout of <number>ms exceeded'],
      source: 'axios, lib/adapters/http.js',
    },
    {
      by: 'curl',
      says: [
        'Connection timeout after <number> ms',
        'Timeout was reached',
        'Connection timed out after <number> ms',
      ],
      source: 'curl, lib/connect.c and lib/strerror.c',
    },
    {
      by: 'mysql',
      says: [
        'server on <host> (110)',
        'server on <host> (115)',
        'server on <host> (60)',
        'server on <host> (10060)',
        'server on <host> (timed out)',
      ],
      source:
        'MySQL, include/errmsg.h (2003); the number is an errno, and 115 is EINPROGRESS; PyMySQL',
    },
    {
      by: 'psql and libpq',
      says: ['timeout expired'],
      source: 'PostgreSQL, src/interfaces/libpq/fe-connect.c',
    },
    {
      by: 'Prisma',
      says: ["Can't reach database server at"],
      source: 'Prisma, error reference (P1001)',
      yields: true,
    },
    {
      by: 'git',
      says: ["': Failed to connect to <host> port <port>"],
      source: 'git, http.c; curl, lib/connect.c',
    },
    {
      by: 'httpie',
      says: ['http: error: Request timed out'],
      source: 'httpie, httpie/core.py',
    },
    {
      by: 'PowerShell',
      says: ['Unable to connect to the remote server'],
      source: '.NET Framework, System.Net, System.txt',
      yields: true,
    },
    {
      by: 'MongoDB',
      says: [
        'Server selection timed out after',
        'MongoServerSelectionError: connection timed out',
        'MongoNetworkTimeoutError',
        'connection <number> to <host> timed out',
      ],
      source: 'MongoDB Node driver, src/sdam and src/cmap',
    },
    {
      by: 'socket.io',
      says: ['connect_error: timeout'],
      source: 'socket.io-client, docs: connect_error',
    },
    {
      by: 'Safari and iOS',
      says: [
        'NSURLErrorDomain Code=-1001',
        'kCFErrorDomainCFNetwork Code=-1001',
        'The request timed out.',
      ],
      source: sources.apple,
    },
    {
      by: 'Firefox',
      says: ['is taking too long to respond', 'The connection has timed out'],
      source: sources.firefox,
    },
    ...timedOutByWindows,
    { by: 'Node fetch', says: ['UND_ERR_CONNECT_TIMEOUT'], source: 'undici, docs/api/Errors.md' },
  ],
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
