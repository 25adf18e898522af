import { http, image, lines, redis, webSocket } from '../../harness/index.ts';
import type { ClientProgram, Destination } from '../../knowledge/client.ts';
import { clients } from '../../knowledge/clients/index.ts';
import type { Served } from './failures.ts';

/** The image of servers that the lab's own does not have (servers-image.ts). */
export const serversImage = 'badconn/servers:clients';
/** Where fixtures/ordinary-clients is in the labs, and in the image. */
export const packages = '/opt/clients';

export interface OrdinaryClient {
  name: string;
  served: Served;
  argv(target: Destination): readonly string[];
  /** Keeps its connection and asks once a second; absent for clients that keep none. */
  stays?(target: Destination): readonly string[];
  /** Prints the version, of a program of the lab. */
  version?: readonly string[];
}

const overHttp: Served = { scheme: 'http', service: http() };
const overWebSocket: Served = { scheme: 'ws', service: webSocket() };
const overRedis: Served = { scheme: 'tcp', service: { ...redis(), says: 'PING\r\n' } };

const asUser = (user: string): string[] => [
  ...['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--'],
];
const postgres: Served = {
  scheme: 'tcp',
  service: image(serversImage, {
    command: [
      // At SIGTERM it would wait for its clients to go (postgres(1)).
      ...[...asUser('postgres'), 'sh', '-c', `trap 'kill -INT $!' TERM; "$@" & wait; wait`, 'sh'],
      '/usr/lib/postgresql/15/bin/postgres',
      ...['-D', '/var/lib/postgresql/15/main', '-p', '{port}', '-h', '{address}', '-k', '/tmp'],
      ...['-c', 'config_file=/etc/postgresql/15/main/postgresql.conf', '-c', 'ssl=off'],
      ...['-c', 'hba_file=/etc/lab/pg_hba.conf'],
    ],
    ready: 'ready to accept connections',
    // StartupMessage (PostgreSQL, Frontend/Backend Protocol, Message Formats).
    says: '\0\0\0\x17\0\x03\0\0user\0postgres\0\0',
  }),
};
const mariadb: Served = {
  scheme: 'tcp',
  service: image(serversImage, {
    command: [
      ...['mariadbd', '--no-defaults', '--user=mysql', '--datadir=/var/lib/mysql'],
      ...['--skip-grant-tables', '--socket=/tmp/socket', '--pid-file=/tmp/pid'],
      ...['--bind-address={address}', '--port={port}'],
    ],
    ready: 'ready for connections',
    says: '',
  }),
};
const mosquitto: Served = {
  scheme: 'tcp',
  service: image(serversImage, {
    command: [
      ...['sh', '-c'],
      String.raw`printf 'listener {port} {address}\nallow_anonymous true\n' > /tmp/conf; exec mosquitto -v -c /tmp/conf`,
    ],
    ready: 'running',
    // CONNECT (MQTT 3.1.1, 3.1).
    says: '\x10\x0d\0\x04MQTT\x04\x02\0\x3c\0\x01a',
  }),
};
const socketIo: Served = {
  scheme: 'tcp',
  service: image(serversImage, {
    command: ['node', `${packages}/socket.io-server.mjs`, '{address}', '{port}'],
    ready: 'listening',
    says: 'GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: server\r\n\r\n',
  }),
};
/** Debian has no MongoDB: what speaks nothing of it takes its place, and serves nobody. */
const noMongo: Served = { scheme: 'tcp', service: { ...lines({ answer: '?' }), says: '?\n' } };

const node = (file: string, served: Served, name = file): OrdinaryClient => ({
  ...{ name, served },
  argv: () => ['node', `${packages}/${file}.mjs`],
});
const python = (name: string, served: Served): OrdinaryClient => {
  const run = (file: string): string[] => [
    ...['env', `PYTHONPATH=${packages}/python`],
    ...['python3', `${packages}/${file}.py`],
  ];
  return {
    ...{ name: `Python ${name}`, served },
    argv: () => run(`use_${name}`),
    stays: () => run(`stay/use_${name}`),
  };
};

/** Of the atlas: programs of every machine. */
const ofAtlas = clients
  .filter((one): one is ClientProgram => 'argv' in one)
  .flatMap(({ name, speaks, argv, version }): OrdinaryClient[] => {
    if (speaks === 'http') return [{ name, served: overHttp, argv, version }];
    return speaks === 'websocket' ? [{ name, served: overWebSocket, argv, version }] : [];
  });

/** By the name of the client, the program of fixtures/ordinary-clients/stay/. */
const staying: Readonly<Record<string, string>> = {
  ...{
    'Node ws': 'ws',
    'Node fetch': 'fetch',
    'Node http': 'http',
    'Node WebSocket': 'web-socket',
  },
  ...Object.fromEntries(
    ['undici', 'axios', 'got', 'socket.io-client', 'ioredis', 'redis', 'pg', 'mysql2', 'mqtt'].map(
      (name) => [name, name],
    ),
  ),
};

/** One a second, for longer than a client is watched; by a fragment, which no server is told of. */
const pages = 90;

/** Programs for one page ask for many, one after the other over one connection (curl(1), wget(1)). */
function staysOf({ name, argv }: OrdinaryClient): OrdinaryClient['stays'] {
  const file = staying[name];
  if (file !== undefined) return () => ['node', `${packages}/stay/${file}.mjs`];
  if (name.startsWith('curl')) {
    return (target) => [
      ...argv(target).with(-1, `${argv(target).at(-1)}#[1-${pages}]`),
      '--rate',
      '60/m',
    ];
  }
  if (name !== 'wget') return undefined;
  return (target) => [
    ...argv(target),
    ...Array.from({ length: pages }, (_, page) => `${argv(target).at(-1)}#${page}`),
    '--wait=1',
  ];
}

const allClients: readonly OrdinaryClient[] = [
  ...ofAtlas,
  node('undici', overHttp),
  node('axios', overHttp),
  node('got', overHttp),
  python('requests', overHttp),
  node('web-socket', overWebSocket, 'Node WebSocket'),
  python('websockets', overWebSocket),
  node('socket.io-client', socketIo),
  node('ioredis', overRedis),
  node('redis', overRedis),
  node('pg', postgres),
  node('mysql2', mariadb),
  node('mqtt', mosquitto),
  node('mongodb', noMongo),
];

export const ordinaryClients: readonly OrdinaryClient[] = allClients.map((one) => {
  const stays = one.stays ?? staysOf(one);
  return stays === undefined ? one : { ...one, stays };
});
