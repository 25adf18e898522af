import type { OwnImage } from './own-image.ts';
import type { ProxyOptions } from './reverse-proxy.ts';
import type { CertificatePlan, Service, ServiceName } from './services.ts';

// The vocabulary of topologies: a host, a service or a network in a line or two each, for scenarios to name.

export type Role = 'client' | 'server' | 'router' | 'resolver' | 'proxy' | 'edge';

export interface HostPlan {
  role: Role;
  /** What serves the target's port. */
  service?: Service;
  /** The host has a default route instead of a route to each network. `drawn`: in some labs. */
  byDefaultRoute?: true | 'drawn';
}

export type IpVersion = 4 | 6;

/**
 * How the client gets the target's address: `address`: it is in the URL. `hosts-file`, `dns`: the URL has a name,
 * resolved there. `disputed`: the hosts file has the name, and a resolver has another address for it.
 */
export type AddressSource = 'address' | 'hosts-file' | 'disputed' | 'dns';

/**
 * Hosts and their networks, as plain data. Addresses, ports and host names are not part of it: they are drawn from
 * the run's seed (place.ts).
 */
export interface Topology<H extends string = string> {
  hosts: Record<H, HostPlan>;
  /** Hosts of each network, in the order client to server. */
  networks: readonly (readonly H[])[];
  /** Alternative layouts; one is drawn. A host that is on none of its networks does not exist in that layout. */
  otherwise?: readonly Topology<H>['networks'][];
  /**
   * One is drawn; a value that is listed twice is drawn twice as often. Default: `dns` if there is a resolver,
   * otherwise `address` or `hosts-file`.
   */
  ways?: readonly AddressSource[];
}

/** `service`: a service on the client's own machine, if that is the target. */
export const client = (options?: Pick<HostPlan, 'byDefaultRoute' | 'service'>): HostPlan => ({
  role: 'client',
  ...options,
});
export const router = (): HostPlan => ({ role: 'router' });
/** A resolver for the names of the lab. Clients ask the first one, and another if that fails. */
export const resolver = (): HostPlan => ({ role: 'resolver' });
/** A web accelerator in front of the target: it forwards ports 80 and 443, and no other. */
export const edge = (): HostPlan => ({ role: 'edge' });
/** An HTTP proxy that clients may be configured to use (squid). */
export const proxy = (): HostPlan => ({ role: 'proxy' });
/** A machine that is up (ssh answers) but does not run the service. */
export const machine = (): HostPlan => ({ role: 'server' });

/** A type, because an interface has no index signature. */
type Tls = {
  /** Speaks TLS, by default with a valid certificate. */
  tls?: true | CertificatePlan;
  /** TLS 1.0 and 1.1 only, or 1.2 only. */
  versions?: 'old' | '1.2';
  /** Only ciphers for an RSA certificate; the server's own is ECDSA. */
  ciphers?: 'rsa';
  /** Requires a client certificate. */
  asks?: 'certificate';
};

const service = (
  program: ServiceName,
  { tls, ...options }: Tls & Record<string, unknown> = {},
): Service => {
  const given = Object.entries(options).map(([name, value]) => [name, String(value)]);
  return {
    program,
    ...(given.length === 0 ? {} : { options: Object.fromEntries(given) as Record<string, string> }),
    ...(tls === undefined ? {} : { certificate: tls === true ? {} : tls }),
  };
};

/**
 * `path`: the only path that it accepts. `origin`: accepts pages of its own host only. `token`: required in the
 * query. `subprotocol`: the client must offer it. `delayMs`: delay before it accepts an upgrade. `pingMs`: ping
 * interval; a connection that did not answer the previous ping is closed.
 */
export const webSocket = (
  options?: {
    refusal?: '400' | '426';
    path?: string;
    origin?: 'own';
    token?: string;
    subprotocol?: string;
    delayMs?: number;
    pingMs?: number;
  } & Tls,
): Service => service('web-socket-server', options);

/** Accepts, and then stays mute, closes or resets: at once, or when asked. */
export const odd = (does: 'mute' | 'close' | 'reset', when?: 'asked'): Service =>
  service('odd-server', { does, ...(when === undefined ? {} : { when }) });

/** HTTP/2 without TLS, and nothing else. */
export const http2 = (): Service => service('http2-server');

/** Socket.IO, as far as a connecting client needs it. */
export const socketIo = (): Service => service('socket-io-server');

export const ssh = (): Service => service('sshd');

/** Redis, with settings as in redis.conf. */
export const redis = (
  settings: { maxclients?: string; 'protected-mode'?: 'yes'; requirepass?: string } = {},
): Service => service('redis', settings);

/**
 * An image on the engine, run as by `docker run`: your own service. `{address}` and `{port}` in its command and
 * environment are replaced by the drawn ones to listen on. Needs Docker, with the image present.
 */
export const image = (
  name: string,
  { says, ...settings }: Omit<OwnImage, 'name'> & Pick<Service, 'says'>,
): Service => ({
  program: 'image',
  image: { name, ...settings },
  ...(says === undefined ? {} : { says }),
});

/** Software in front of a service: nginx, Apache httpd or HAProxy. */
type Proxy = 'nginx-proxy' | 'apache-proxy' | 'haproxy';

/** A server whose port is served by a proxy; the host of the service is behind it on a network of its own. */
export const behindProxy = (
  program: Proxy,
  own: Service,
  options: ProxyOptions & Tls = {},
): Topology<'client' | 'server' | 'backend'> => ({
  hosts: {
    client: client(),
    server: server({ ...service(program, { ...options }), behind: 'backend' }),
    backend: server(own),
  },
  networks: [
    ['client', 'server'],
    ['backend', 'server'],
  ],
});

/**
 * A server whose port is forwarded to the machine beside it, which runs the service, as Docker publishes a
 * container's port. Otherwise like `amongMachines`.
 */
export const behindForward = (own: Service): AmongMachines =>
  amongMachines({ ...service('port-forward'), behind: 'other' }, { other: server(own) });

/** Like `behindForward`, always behind a router. */
export const behindForwardRouted = (own: Service): AmongMachines =>
  behindRouter({ ...service('port-forward'), behind: 'other' }, { other: server(own) });

/** A line protocol: `answer` to each line; `greeting` before the client has sent anything. */
export const lines = (options: { greeting?: string; answer: string } & Tls): Service =>
  service('line-server', options);

/** An application that echoes what it receives, served by Workerman: `new Worker('<scheme>://…')`. */
export const workerman = (
  scheme: 'websocket' | 'http' | 'text' | 'tcp',
  options: { version: '4' | '5' } = { version: '5' },
): Service => service('workerman-server', { scheme, ...options });

/** `status` for every path; by default 200 for `/` and 404 for all others. `bytes`: length of a page. */
export const http = (options?: { status?: number; bytes?: number } & Tls): Service =>
  service('http-server', options);

/** A web server with one page, as Debian packages it. `serves`: over TLS it rejects every other name. */
export const nginx = (options?: { serves?: 'another-name' } & Tls): Service =>
  service('nginx', options);

export const server = (service: Service): HostPlan => ({ role: 'server', service });

/** The host that runs the target's service: behind a forward it is not the target. */
export const servingHost = <H extends string>({ hosts }: Topology<H>, target: H): H => {
  const { service: own } = hosts[target] ?? {};
  return own?.program === 'port-forward' ? ((own.behind ?? target) as H) : target;
};

/** All hosts on one network. */
export const lan = <const H extends string>(hosts: Record<H, HostPlan>): Topology<H> => ({
  hosts,
  networks: [Object.keys(hosts) as H[]],
});

/** The hosts in a row with a network between neighbours; all but the two ends must be routers. */
export function routed<const H extends string>(hosts: Record<H, HostPlan>): Topology<H> {
  const names = Object.keys(hosts) as H[];
  const pairs = names.slice(1).map((name, index) => [names[index] as H, name] as const);
  return { hosts, networks: pairs };
}

/**
 * Adds a resolver beside the client. The client is then configured with the target's name, which is in no hosts file,
 * so it is resolved by DNS (daemons.ts).
 */
export const withResolver = <const H extends string>({
  hosts,
  networks,
}: Topology<H>): Topology<H | 'resolver'> => ({
  hosts: { ...hosts, resolver: { role: 'resolver' } } as Record<H | 'resolver', HostPlan>,
  networks: networks.map((members) =>
    members.some((host) => host === 'client') ? [...members, 'resolver'] : members,
  ),
});

/** Adds a network for the given hosts only; no router leads to it. */
export const withInnerNetwork = <H extends string>(
  { networks, ...rest }: Topology<H>,
  ...members: readonly [NoInfer<H>, ...NoInfer<H>[]]
): Topology<H> => ({ ...rest, networks: [...networks, members] });

const anyWay: readonly AddressSource[] = [
  ...(['address', 'address', 'hosts-file', 'hosts-file', 'dns', 'dns', 'disputed'] as const),
];

interface Around {
  /** Default `anyWay`. */
  ways?: readonly AddressSource[];
  /** The machine beside the server. Default: one that is up and serves nothing. */
  other?: HostPlan;
  /** Default: whether the client has only a default route is drawn. */
  client?: HostPlan;
}

type AmongMachines = Topology<'client' | 'router' | 'server' | 'other' | 'resolver'>;
/**
 * A service with another machine beside it. All members of a class that a client cannot split use this layout, so
 * that the layout does not split them either. Drawn: a router between client and machines or not, and how the client
 * gets the address.
 */
export const amongMachines = (service: Service, around: Around = {}): AmongMachines => ({
  ...behindRouter(service, around),
  otherwise: [[['client', 'server', 'other']]],
});

/** Like `amongMachines`, always behind a router; it may be the client's default route. */
export const behindRouter = (
  service: Service,
  {
    ways = anyWay,
    other = machine(),
    client: asking = client({ byDefaultRoute: 'drawn' }),
  }: Around = {},
): AmongMachines => ({
  hosts: {
    client: asking,
    router: router(),
    server: server(service),
    other,
    resolver: { role: 'resolver' },
  },
  networks: [
    ['client', 'router'],
    ['router', 'server', 'other'],
  ],
  ways,
});

/** Like `amongMachines`, always on one network. */
export const amongNeighbours = (service: Service): AmongMachines => ({
  ...behindRouter(service, { client: client() }),
  networks: [['client', 'server', 'other']],
});

/**
 * nginx behind a router, with several workers, and beside it the machine of the service. Otherwise like
 * `behindRouter`.
 */
export const workersBehindRouter = (own: Service): AmongMachines =>
  behindRouter(
    { ...service('nginx-proxy', { workers: '2', waits: '30' }), behind: 'other' },
    { other: server(own) },
  );
