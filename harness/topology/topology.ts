import type { OwnImage } from './own-image.ts';
import type { ProxyOptions } from './reverse-proxy.ts';
import type { CertificatePlan, Service, ServiceName } from './services.ts';

export type Role = 'client' | 'server' | 'router' | 'resolver' | 'proxy' | 'edge';

export interface HostPlan {
  role: Role;
  /** What the target's port is served by. */
  service?: Service;
  /**
   * The host knows one way to all networks that it is not on, instead of a route to each. `drawn`: in
   * some labs.
   */
  byDefaultRoute?: true | 'drawn';
}

export type IpVersion = 4 | 6;

/**
 * How the client comes to the address of the target: it is in the url, or the url has a name that the
 * hosts file or a resolver gives the address. `disputed`: the hosts file has it, and a resolver gives the
 * name another one.
 */
export type AddressSource = 'address' | 'hosts-file' | 'disputed' | 'dns';

/**
 * Hosts and the networks that join them, as plain data. Addresses, ports and host names are no part
 * of it: they are drawn from the run's seed (place.ts).
 */
export interface Topology<H extends string = string> {
  hosts: Record<H, HostPlan>;
  /** Which hosts are on which network, network by network, in the order client to server. */
  networks: readonly (readonly H[])[];
  /** Alternative layouts; one is drawn. A host on none of its networks does not exist in that layout. */
  otherwise?: readonly Topology<H>['networks'][];
  /**
   * One is drawn, so one that stands twice is met twice as often. By default `dns` where there is a
   * resolver, otherwise the address or the hosts file.
   */
  ways?: readonly AddressSource[];
}

/** `service`: of its own machine, where that is what it connects to. */
export const client = (options?: Pick<HostPlan, 'byDefaultRoute' | 'service'>): HostPlan => ({
  role: 'client',
  ...options,
});
export const router = (): HostPlan => ({ role: 'router' });
/** A resolver that knows the names of the lab: clients ask the first of them, and another where it fails. */
export const resolver = (): HostPlan => ({ role: 'resolver' });
/** A web accelerator in front of the target: it carries ports 80 and 443 to it, and no other. */
export const edge = (): HostPlan => ({ role: 'edge' });
/** An HTTP proxy that clients may be set to use (squid). */
export const proxy = (): HostPlan => ({ role: 'proxy' });
/** A machine that is up (ssh answers) but does not run the service. */
export const machine = (): HostPlan => ({ role: 'server' });

/** An interface would not do: it has no index signature. */
type Tls = {
  /** It speaks TLS, by default with a valid certificate. */
  tls?: true | CertificatePlan;
  /** TLS 1.0 and 1.1 only, or 1.2 only. */
  versions?: 'old' | '1.2';
  /** Ciphers that go with a certificate of RSA only; its own is of ECDSA. */
  ciphers?: 'rsa';
  /** It lets in clients alone that show a certificate. */
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
 * `path`: at no other path. `origin`: for pages of its own host. `token`: for who has it in the query.
 * `subprotocol`: for who offers it. `delayMs`: it takes its time to let somebody in. `pingMs`: how often it pings; it
 * ends a connection that did not answer the ping before.
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

/** It accepts, and then is mute, closes or resets: at once, or when it is asked. */
export const odd = (does: 'mute' | 'close' | 'reset', when?: 'asked'): Service =>
  service('odd-server', { does, ...(when === undefined ? {} : { when }) });

/** HTTP/2 without TLS, and nothing else. */
export const http2 = (): Service => service('http2-server');

/** Socket.IO, as far as a connecting client meets it. */
export const socketIo = (): Service => service('socket-io-server');

export const ssh = (): Service => service('sshd');

/** Redis, with settings as in redis.conf. */
export const redis = (
  settings: { maxclients?: string; 'protected-mode'?: 'yes'; requirepass?: string } = {},
): Service => service('redis', settings);

/**
 * An image on the engine, as `docker run` would run it: your own service. `{address}` and `{port}` in its command
 * and environment are where it must listen, as both are drawn. Needs Docker, on which the image must be.
 */
export const image = (
  name: string,
  { says, ...settings }: Omit<OwnImage, 'name'> & Pick<Service, 'says'>,
): Service => ({
  program: 'image',
  image: { name, ...settings },
  ...(says === undefined ? {} : { says }),
});

/** What stands in front of a service: nginx, Apache httpd or HAProxy. */
type Proxy = 'nginx-proxy' | 'apache-proxy' | 'haproxy';

/** A server whose port is served by a proxy, and behind it, on a network of its own, the host of the service. */
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
 * A server whose port is forwarded to the machine beside it, which runs the service: as Docker publishes a port of
 * a container. Otherwise as `amongMachines`.
 */
export const behindForward = (own: Service): AmongMachines =>
  amongMachines({ ...service('port-forward'), behind: 'other' }, { other: server(own) });

/** A protocol of lines: `answer` to each, and `greeting` before the client has said anything. */
export const lines = (options: { greeting?: string; answer: string } & Tls): Service =>
  service('line-server', options);

/** An application that sends back what it gets, as Workerman serves it: `new Worker('<scheme>://…')`. */
export const workerman = (
  scheme: 'websocket' | 'http' | 'text' | 'tcp',
  options: { version: '4' | '5' } = { version: '5' },
): Service => service('workerman-server', { scheme, ...options });

/** `status` for every path; by default 200 for `/` and 404 for all others. `bytes`: length of a page. */
export const http = (options?: { status?: number; bytes?: number } & Tls): Service =>
  service('http-server', options);

/** A web server with one page, as Debian packages it. `serves`: over TLS it refuses every name but another. */
export const nginx = (options?: { serves?: 'another-name' } & Tls): Service =>
  service('nginx', options);

export const server = (service: Service): HostPlan => ({ role: 'server', service });

/** The host on which the service of the target runs: behind a forward it is another. */
export const servingHost = <H extends string>({ hosts }: Topology<H>, target: H): H => {
  const { service: own } = hosts[target] ?? {};
  return own?.program === 'port-forward' ? ((own.behind ?? target) as H) : target;
};

/** All hosts on one network. */
export const lan = <const H extends string>(hosts: Record<H, HostPlan>): Topology<H> => ({
  hosts,
  networks: [Object.keys(hosts) as H[]],
});

/** The hosts in a row, a network between each two; those between the ends must be routers. */
export function routed<const H extends string>(hosts: Record<H, HostPlan>): Topology<H> {
  const names = Object.keys(hosts) as H[];
  const pairs = names.slice(1).map((name, index) => [names[index] as H, name] as const);
  return { hosts, networks: pairs };
}

/**
 * A resolver beside the client. The client is then set to the name of the target, which is in no
 * file: it is asked for (daemons.ts says of whom).
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

/** One more network, which only the given hosts are on and no router leads to. */
export const withInnerNetwork = <H extends string>(
  { networks, ...rest }: Topology<H>,
  ...members: readonly [NoInfer<H>, ...NoInfer<H>[]]
): Topology<H> => ({ ...rest, networks: [...networks, members] });

const anyWay: readonly AddressSource[] = [
  ...(['address', 'address', 'hosts-file', 'hosts-file', 'dns', 'dns', 'disputed'] as const),
];

interface Around {
  /** `anyWay` by default. */
  ways?: readonly AddressSource[];
  /** The machine beside the server; one that lives and serves nothing by default. */
  other?: HostPlan;
  /** By default it is drawn whether the client has a default route alone. */
  client?: HostPlan;
}

type AmongMachines = Topology<'client' | 'router' | 'server' | 'other' | 'resolver'>;
/**
 * A service with another machine beside it: what all members of a class are placed in that a client
 * cannot split, so that the lab does not split it either. Whether a router is between the client and
 * the two is drawn, and by which way the client comes to the address.
 */
export const amongMachines = (service: Service, around: Around = {}): AmongMachines => ({
  ...behindRouter(service, around),
  otherwise: [[['client', 'server', 'other']]],
});

/** The same, always behind a router, which may be the client's only way to all networks. */
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

/** The same, always on one network. */
export const amongNeighbours = (service: Service): AmongMachines => ({
  ...behindRouter(service, { client: client() }),
  networks: [['client', 'server', 'other']],
});

/** nginx behind a router, with several processes, and beside it the machine of the service. Otherwise as `behindRouter`. */
export const workersBehindRouter = (own: Service): AmongMachines =>
  behindRouter(
    { ...service('nginx-proxy', { workers: '2', waits: '30' }), behind: 'other' },
    { other: server(own) },
  );
