import type { Family } from '../family.ts';
import { sources } from './sources.ts';

const ask = 'dig SERVER';

export const name: Family = {
  name: 'name',
  stage: 'name',
  says: 'No address was found for the name, so nothing was sent to the server at all.',
  symptoms: ['ENOTFOUND', 'EAI_AGAIN'],
  words: [
    {
      by: 'getaddrinfo',
      says: [
        'ENOTFOUND',
        'Name or service not known',
        'No address associated with hostname',
        'nodename nor servname provided',
        'getaddrinfo failed',
      ],
      source: 'getaddrinfo(3), gai_strerror(3)',
    },
    {
      by: 'getaddrinfo',
      says: ['EAI_AGAIN', 'Temporary failure in name resolution', 'WSATRY_AGAIN'],
      causes: ['resolver-silent', 'resolver-not-listening', 'server-failure'],
      means: 'No resolver gave an answer: that a name does not exist would be one.',
      source: 'getaddrinfo(3), gai_strerror(3)',
    },
    { by: 'curl', says: ['Could not resolve host'], source: 'curl, lib/hostip.c' },
    { by: 'Go', says: ['no such host', 'server misbehaving'], source: sources.go },
    { by: 'Java', says: ['java.net.UnknownHostException'], source: sources.java },
    {
      by: 'Chromium',
      says: [
        'ERR_NAME_NOT_RESOLVED',
        'DNS_PROBE_FINISHED_NXDOMAIN',
        'ERR_NAME_RESOLUTION_FAILED',
        'DNS_PROBE_FINISHED_NO_INTERNET',
        'DNS_PROBE_FINISHED_BAD_CONFIG',
        'DNS_PROBE_POSSIBLE',
      ],
      source: sources.chromium,
    },
    {
      by: 'Chromium',
      says: ['ERR_DNS_TIMED_OUT', 'DNS_PROBE_STARTED'],
      causes: ['resolver-silent'],
      source: sources.chromium,
    },
    {
      by: 'Chromium',
      says: ['ERR_DNS_SERVER_FAILED', 'ERR_DNS_MALFORMED_RESPONSE'],
      causes: ['server-failure', 'resolver-not-listening', 'resolver-silent'],
      source: sources.chromium,
    },
    {
      by: 'Chromium',
      says: ['ERR_ICANN_NAME_COLLISION'],
      causes: ['search-domain-missing', 'known-to-another-resolver'],
      means:
        'The resolver answered 127.0.53.53: the name is one of an inner network, asked of the public DNS.',
      source: `${sources.chromium}; ICANN, name collision`,
    },
    { by: 'Firefox', says: ['NS_ERROR_UNKNOWN_HOST'], source: sources.firefox },
    {
      by: 'Windows',
      says: ['No such host is known', 'WSAHOST_NOT_FOUND', 'os error 11001', 'Errno 11001'],
      source: sources.windows,
    },
    {
      by: 'Windows in other languages',
      says: [
        'Der angegebene Host ist unbekannt',
        '不知道这样的主机',
        'Этот хост неизвестен',
        'Hôte inconnu',
      ],
      source: 'public sources that match these texts, of .NET and Rust on Windows',
    },
    {
      by: 'Node c-ares',
      says: ['querySrv ECONNREFUSED', 'queryA ECONNREFUSED', 'queryTxt ECONNREFUSED'],
      causes: ['resolver-not-listening'],
      means:
        "Node's own resolver (c-ares) asks the servers of resolv.conf; the system's may ask others.",
      source: 'Node, lib/internal/dns; Automattic/mongoose#10944',
    },
    {
      by: 'Node c-ares',
      says: ['querySrv ETIMEOUT', 'queryA ETIMEOUT', 'queryTxt ETIMEOUT'],
      causes: ['resolver-silent'],
      means:
        "Node's own resolver (c-ares) asks the servers of resolv.conf; the system's may ask others.",
      source: 'Node, lib/internal/dns; Automattic/mongoose#8910',
    },
    {
      by: 'Node c-ares',
      says: ['querySrv ENOTFOUND', 'querySrv ENODATA', 'querySrv ESERVFAIL'],
      source: 'Node, lib/internal/dns',
    },
    {
      by: 'ssh, git, psql, redis-cli',
      says: [
        'Could not resolve hostname',
        'could not translate host name',
        'Could not resolve proxy',
      ],
      source: 'OpenSSH, sshconnect.c; PostgreSQL, fe-connect.c; curl, lib/hostip.c',
    },
    {
      by: 'mysql',
      says: ['Unknown MySQL server host', 'Unknown server host'],
      source: 'MySQL, include/errmsg.h (2005)',
    },
    {
      by: 'Python requests',
      says: ['Failed to resolve', 'NameResolutionError', 'socket.gaierror'],
      source: 'urllib3, src/urllib3/exceptions.py; Python, socket',
    },
    {
      by: 'Rust',
      says: [
        'dns error: failed to lookup address information',
        'failed to lookup address information',
      ],
      source: 'hyper-util, client/legacy/connect; Rust, library/std/src/sys/net',
    },
    {
      by: 'Safari and iOS',
      says: [
        'NSURLErrorDomain Code=-1003',
        'kCFErrorDomainCFNetwork Code=-1003',
        'A server with the specified hostname could not be found',
      ],
      source: sources.apple,
    },
    {
      by: 'Firefox and Safari',
      says: ['having trouble finding that site', "can't find the server"],
      source: `${sources.firefox}; Safari, localised error pages`,
    },
    {
      by: 'PowerShell',
      says: ['The remote name could not be resolved'],
      source: '.NET Framework, System.Net, System.txt',
    },
    {
      by: 'nginx',
      says: ['host not found in upstream'],
      source: 'nginx, src/http/ngx_http_upstream.c',
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
      cause: 'search-domain-missing',
      look: [
        {
          on: 'client',
          run: 'getent ahosts SERVER.DOMAIN; grep search /etc/resolv.conf',
          shows: 'an address for the whole name, and a search list without its domain',
        },
      ],
    },
    {
      cause: 'known-to-another-resolver',
      look: [
        {
          on: 'client',
          run: "for each in $(awk '/^nameserver/ {print $2}' /etc/resolv.conf); do dig SERVER @$each; done",
          shows: 'status: NXDOMAIN from one resolver, and an address from another',
        },
      ],
    },
    {
      cause: 'blocked-answer',
      look: [{ on: 'client', run: ask, shows: '0.0.0.0, or ::, as the answer' }],
    },
    {
      cause: 'own-resolver',
      look: [
        {
          on: 'client',
          run: 'getent ahosts SERVER; dig SERVER',
          shows: 'an address from getent, and NXDOMAIN from dig',
        },
      ],
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
