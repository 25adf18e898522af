import type { Family } from '../family.ts';
import { settings } from './proxy.ts';
import { sources } from './sources.ts';
import { refusedByWindows } from './windows.ts';

// A table: what clients say of a refusal, and for each cause of it the command that tells it.

const listeners = "ss -ltn 'sport = :PORT'";

export const refused: Family = {
  name: 'refused',
  stage: 'connect',
  says: 'Something answered no, and it answered at once: a machine is there, and nothing takes this connection.',
  symptoms: ['ECONNREFUSED'],
  words: [
    {
      by: 'errno',
      says: ['ECONNREFUSED', 'Connection refused'],
      source: sources.errno,
      yields: true,
    },
    { by: 'Go', says: ['connect: connection refused'], source: sources.go, yields: true },
    { by: 'Java', says: ['java.net.ConnectException: Connection refused'], source: sources.java },
    { by: 'Chromium', says: ['ERR_CONNECTION_REFUSED'], source: sources.chromium },
    {
      by: 'Oracle clients',
      says: ['ORA-12541', 'TNS:no listener'],
      source: 'Oracle Database, Error Messages, ORA-12541',
    },
    { by: 'Firefox', says: ['NS_ERROR_CONNECTION_REFUSED'], source: sources.firefox },
    {
      by: 'curl 8',
      says: [
        'Failed to connect to <host> port <port> after <number> ms: Could not connect to server',
      ],
      source: sources.curl,
    },
    {
      by: 'Python asyncio',
      says: ['[Errno 111] Connect call failed', '[Errno 61] Connect call failed'],
      source: 'Python, Lib/asyncio/selector_events.py; GNS3/gns3-server#802',
    },
    {
      by: 'Python requests',
      says: [
        'Failed to establish a new connection: [Errno 111]',
        'Failed to establish a new connection: [Errno 61]',
      ],
      source: 'urllib3, src/urllib3/connection.py',
    },
    {
      by: 'redis-py',
      says: ['Error 111 connecting to <host>:<port>', 'Error 61 connecting to <host>:<port>'],
      source: 'redis-py, redis/connection.py; ScanOC/trunk-player#35',
    },
    {
      by: 'mysql',
      says: [
        'server on <host> (111)',
        'server on <host> (61)',
        'server on <host> (10061)',
        'system error: 111',
      ],
      source: 'MySQL, include/errmsg.h (2003, 2013); the number is an errno',
    },
    {
      by: 'Kafka',
      says: ['could not be established. Broker may not be available'],
      source: 'Kafka, clients/src/main/java/org/apache/kafka/clients/NetworkClient.java',
    },
    {
      by: 'Safari and iOS',
      says: [
        'NSURLErrorDomain Code=-1004',
        'kCFErrorDomainCFNetwork Code=-1004',
        'Could not connect to the server',
        "because it couldn't connect to the server",
      ],
      source: sources.apple,
    },
    {
      by: 'Firefox',
      says: ["can't establish a connection to the server at"],
      source: sources.firefox,
    },
    {
      by: 'Prisma',
      says: ["Can't reach database server at"],
      source: 'Prisma, error reference (P1001), which is said of silence as well',
      yields: true,
    },
    {
      by: 'git',
      says: ["': Failed to connect to <host> port <port>"],
      source: 'git, http.c; curl, lib/connect.c',
    },
    {
      by: 'PowerShell',
      says: ['Unable to connect to the remote server'],
      source: '.NET Framework, System.Net, System.txt',
      yields: true,
    },
    {
      by: 'Workerman',
      says: ['fail after <number> seconds'],
      source: 'Workerman, src/Connection/AsyncTcpConnection.php',
    },
    ...refusedByWindows,
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
      cause: 'wrong-host',
      look: [
        {
          on: 'server',
          run: 'ip -br addr; tcpdump -n tcp port PORT',
          shows: 'other addresses than that of SERVER, and no packet while you try',
        },
      ],
      onLoopback: [
        {
          on: 'client',
          run: 'hostname; docker ps',
          shows:
            'that the client runs in a container, or on another machine than the service: SERVER is the client itself',
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
      cause: 'client-proxy-gone',
      look: [
        {
          on: 'client',
          run: settings,
          shows: 'a proxy, and the message names its address and not that of the server',
        },
      ],
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
      cause: 'cdn-in-path',
      look: [
        {
          on: 'client',
          run: 'curl -sI http://SERVER/',
          shows: 'headers of an accelerator (Via, X-Cache, CF-RAY): it carries a few ports only',
        },
      ],
    },
    {
      cause: 'hosts-file-override',
      look: [
        {
          on: 'client',
          run: 'getent hosts SERVER; dig +short SERVER',
          shows: 'two addresses: the first is from /etc/hosts, and wins',
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
    {
      cause: 'localhost-other-family',
      look: [
        {
          on: 'client',
          run: 'nc -4zv localhost PORT; nc -6zv localhost PORT',
          shows:
            'that one of the two succeeds: the service of this machine listens on the loopback address of one IP version',
        },
      ],
    },
    {
      cause: 'forwarded-to-closed-port',
      look: [
        {
          on: 'server',
          run: 'iptables -t nat -S; nft list ruleset; docker ps',
          shows:
            'a DNAT for PORT, or a published port; in the container the service listens on another port, or on 127.0.0.1',
        },
      ],
    },
    {
      cause: 'no-backend',
      look: [
        {
          on: 'client',
          run: 'kubectl get endpointslices; kubectl get pods',
          shows: 'a service without endpoints, or whose pods are not ready',
        },
        {
          on: 'server',
          run: 'iptables-save -c; nft list table ip kube-proxy',
          shows:
            'a REJECT with the comment "has no endpoints", or the address in the map no-endpoint-services',
        },
      ],
    },
    {
      cause: 'transparent-proxy-gone',
      look: [
        {
          on: 'client',
          run: 'iptables -t nat -L OUTPUT -v -n; nft list ruleset',
          shows: 'a REDIRECT to a local port, whose counter rises while you try',
        },
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
