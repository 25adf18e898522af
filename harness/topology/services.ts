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

/** Certificate of a service that speaks TLS. The first value of each field is the default. */
export interface CertificatePlan {
  /** Expiry: in some weeks, in less than a day, or some days ago. */
  ends?: 'later' | 'soon' | 'past';
  /** Start of validity: some days ago, or in the future. */
  starts?: 'past' | 'later';
  /**
   * `all`: the name of the service, that of the host, and its addresses. `own`: the host's name alone. `any`: a
   * wildcard for all names of the domain (RFC 9525, 6.3).
   */
  names?: 'all' | 'own' | 'any';
  /**
   * Issuer: an authority that the lab's clients trust, one they do not know, or the certificate's own key
   * (self-signed).
   */
  signedBy?: 'trusted' | 'unknown' | 'itself';
  /** Whether the server sends the authority's certificate too, or its own alone. */
  sends?: 'chain' | 'own';
}

interface ServiceSettings {
  /** Program options besides the listening address. */
  options?: Record<string, string>;
  /** Over TCP: what the plain client sends first and the service answers; empty if the service speaks first. */
  says?: string;
  /** For the program `image`. */
  image?: OwnImage | PlacedImage;
  /** Present if it speaks TLS. */
  certificate?: CertificatePlan | undefined;
}

interface ListeningSettings extends ServiceSettings {
  address: string;
  port: number;
  /** Address and port of the service behind it. */
  upstream?: string;
}

/** File with key and certificates of a service, readable for its user only. */
export const pemFile = '/etc/ssl/server.pem';

interface Description {
  /** User that reads the key. */
  user: 'app' | 'root';
  /** Output that shows that it serves. */
  ready: string;
  runs(listening: ListeningSettings): Runs;
}

/** A program of fixtures/hosts; its options are flags. */
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

/** A program in front of another service. */
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

/** A program of the system, run as root. */
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

/** All programs that can serve a port: command, listening options, readiness. */
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

/** A service with its listening address. */
export interface PlacedService extends Service, ListeningSettings {}
