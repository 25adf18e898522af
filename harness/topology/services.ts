import type { Runs } from './daemon.ts';
import { runsImage, type OwnImage, type PlacedImage } from './own-image.ts';
import { forwarder, forwardsReady } from './port-forward.ts';
import { nginxReady, website } from './nginx.ts';
import {
  apacheProxy,
  haproxy,
  listensReady,
  nginxProxy,
  type ProxyOptions,
} from './reverse-proxy.ts';

/** The certificate of a service that speaks TLS, as it is to be; the first of each is the default. */
export interface CertificatePlan {
  /** It is valid for weeks, for less than a day, or has been until some days ago. */
  ends?: 'later' | 'soon' | 'past';
  /** It is valid since days, or from a day to come. */
  starts?: 'past' | 'later';
  /**
   * `all`: the name of the service, that of the host, and its addresses. `own`: that of the host alone.
   * `any`: all names of the domain, by a wildcard (RFC 9525, 6.3).
   */
  names?: 'all' | 'own' | 'any';
  /** Who signs it: an authority that the clients of the lab trust, one that they do not know, or its own key. */
  signedBy?: 'trusted' | 'unknown' | 'itself';
  /** The server sends the certificate of the authority along, or its own alone. */
  sends?: 'chain' | 'own';
}

interface ServiceSettings {
  /** What it is told beside where it listens. */
  options?: Record<string, string>;
  /** Over TCP: what the plain client sends first and the service answers; empty if the service speaks first. */
  says?: string;
  /** For the program `image`. */
  image?: OwnImage | PlacedImage;
  /** It speaks TLS. */
  certificate?: CertificatePlan | undefined;
}

interface ListeningSettings extends ServiceSettings {
  address: string;
  port: number;
  /** Address and port of the service behind it. */
  upstream?: string;
}

/** Where the key and the certificates of a service are, readable for its user alone. */
export const pemFile = '/etc/ssl/server.pem';

interface Description {
  /** Who reads the key. */
  user: 'app' | 'root';
  /** It serves when it has printed this. */
  ready: string;
  runs(listening: ListeningSettings): Runs;
}

/** One of fixtures/hosts: it takes flags. */
const ours = (program: string): Description => ({
  ...{ user: 'app', ready: 'listening' },
  runs: ({ address, port, options, certificate }) => ({
    program,
    flags: {
      ...{ address, port: String(port), ...options },
      ...(certificate ? { tls: pemFile } : {}),
    },
  }),
});

const listenOf = ({ address, port }: ListeningSettings): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port}`;

/** One that stands in front of another service. */
const inFront = (
  ready: string,
  runs: (placed: {
    listen: string;
    upstream: string;
    options: ProxyOptions;
    pem: string | undefined;
  }) => Runs,
): Description => ({
  ...{ user: 'root', ready },
  runs: (listening) =>
    runs({
      listen: listenOf(listening),
      upstream: listening.upstream ?? '',
      options: listening.options ?? {},
      pem: listening.certificate && pemFile,
    }),
});

/** A program of the system, as root. */
const ofSystem = (
  ready: string,
  argv: (listening: ListeningSettings) => string[],
): Description => ({
  ...{ user: 'root', ready },
  runs: (listening) => ({
    argv: argv(listening),
    capabilities: ['chown', 'kill', 'setgid', 'setuid', 'sys_chroot'],
  }),
});

/** All that can serve a port: what runs, how it is told where to listen, and when it serves. */
export const services = {
  'web-socket-server': ours('web-socket-server'),
  'http-server': ours('http-server'),
  'line-server': ours('line-server'),
  'workerman-server': ours('workerman-server'),
  'odd-server': ours('odd-server'),
  'http2-server': ours('http2-server'),
  'socket-io-server': ours('socket-io-server'),
  forwarder: ours('forwarder'),
  'nginx-proxy': inFront(nginxReady, nginxProxy),
  'apache-proxy': inFront(listensReady, apacheProxy),
  haproxy: inFront(listensReady, haproxy),
  'port-forward': {
    ...{ user: 'root', ready: forwardsReady },
    runs: ({ address, port, upstream = '' }) =>
      forwarder(port, upstream, address.includes(':') ? 6 : 4),
  },
  sshd: ofSystem('Server listening', ({ address, port }) => [
    ...['/usr/sbin/sshd', '-D', '-e', '-p', String(port), '-o', `ListenAddress=${address}`],
    ...['-o', 'PidFile=none'],
  ]),
  redis: ofSystem('Ready to accept connections', ({ address, port, options = {} }) => [
    ...['redis-server', '--port', String(port), '--bind', address, '--save', '', '--dir', '/run'],
    ...Object.entries({ 'protected-mode': 'no', ...options }).flatMap(([name, value]) => [
      ...[`--${name}`, value],
    ]),
  ]),
  image: {
    ...{ user: 'root', ready: '' },
    runs: ({ image, ...listening }) => {
      if (image === undefined || !('root' in image)) throw new Error('an image is brought first');
      return runsImage(image, listening);
    },
  },
  nginx: {
    ...{ user: 'root', ready: nginxReady },
    runs: ({ address, port, options, certificate }) =>
      website(
        `${address.includes(':') ? `[${address}]` : address}:${port}`,
        certificate && pemFile,
        options,
      ),
  },
} as const satisfies Record<string, Description>;

export type ServiceName = keyof typeof services;

/** What serves a port. */
export interface Service extends ServiceSettings {
  program: ServiceName;
  /** The host whose service it stands in front of. */
  behind?: string;
}

/** A service, and where it listens. */
export interface PlacedService extends Service, ListeningSettings {}
