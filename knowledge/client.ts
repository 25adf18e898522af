/** Where a client is pointed, in the parts that a URL has. */
export interface Destination {
  /** `http`, `https`, `ws`, `wss` or `tcp`. */
  scheme: string;
  host: string;
  port: number;
  path: string;
}

/** What a client printed; of a page, what the console shows, as stdout. */
export interface Printed {
  stdout: string;
  stderr: string;
}

interface Common {
  /** As the columns of the atlas have it: `curl -v`. */
  name: string;
  /** The protocol that it speaks, whatever the target does. */
  speaks: 'http' | 'websocket' | 'tls' | 'tcp';
  /**
   * Who decides how long it waits for a connection: the kernel, which tries for two minutes
   * (tcp(7), tcp_syn_retries) and is made to give up sooner, or the program itself.
   */
  patience: 'kernel' | 'own';
  /** Of all that it printed, the lines that say what went wrong, as they stand. */
  says: (printed: Printed) => string[];
}

/** An ordinary program that connects, as people use it. */
export interface ClientProgram extends Common {
  argv: (target: Destination) => string[];
  /** Prints the version. */
  version: readonly string[];
}

/** What a page in a browser does. */
export interface PageClient extends Common {
  /** An expression of JavaScript: a promise of whether it worked. */
  page: (target: Destination) => string;
}

export type Client = ClientProgram | PageClient;

const schemes: Record<Common['speaks'], (isSecure: boolean) => string> = {
  http: (isSecure) => (isSecure ? 'https' : 'http'),
  websocket: (isSecure) => (isSecure ? 'wss' : 'ws'),
  tls: () => 'tls',
  tcp: () => 'tcp',
};

/** Host and port as a URL has them, with brackets around an address of IPv6 (RFC 3986, 3.2.2). */
export const authorityOf = ({ host, port }: Pick<Destination, 'host' | 'port'>): string =>
  `${bracketed(host)}:${port}`;

export const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** The target as a URL of the client's own protocol, secure where the target is. */
export function urlFor({ speaks }: Pick<Common, 'speaks'>, target: Destination): string {
  const scheme = schemes[speaks](['https', 'wss'].includes(target.scheme));
  return `${scheme}://${authorityOf(target)}${target.path}`;
}

/** Whether the target is meant for clients of this kind. A connection alone is right for each. */
export const fits = ({ speaks }: Pick<Common, 'speaks'>, { scheme }: Destination): boolean =>
  ({
    http: ['http', 'https'],
    websocket: ['ws', 'wss'],
    tls: ['https', 'wss'],
    tcp: ['http', 'https', 'ws', 'wss', 'tcp'],
  })[speaks].includes(scheme);

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The lines of stderr that match; all, without a pattern. */
export const onStderr =
  (pattern = /./) =>
  ({ stderr }: Printed): string[] =>
    lines(stderr).filter((line) => pattern.test(line));
