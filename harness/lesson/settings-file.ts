import type { PlacedService } from '../topology/services.ts';
import { urlOf, type Aim } from '../topology/place.ts';

/** Settings files that a student reads and edits: of the service, and of the client's program. */
export const serviceFile = '/etc/service.conf';
export const clientFile = '/etc/client.conf';

/** Environment variables that the client's program uses. */
const proxyVariables = ['http_proxy', 'https_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY'];

export const serviceText = ({ address, port }: Pick<PlacedService, 'address' | 'port'>): string =>
  `# Where the service of this machine listens. After a change: systemctl restart service
listen = ${address}
port = ${port}
`;

export const clientText = (aim: Aim, environment: Record<string, string>): string =>
  `# What the program on this machine connects to. After a change: systemctl restart client
url = ${urlOf(aim)}
${Object.entries(environment)
  .filter(([name]) => /proxy/i.test(name))
  .map(([name, value]) => `${name} = ${value}\n`)
  .join('')}`;

/** The lines `name = value` of a settings file; others are ignored. */
const linesOf = (text: string): Map<string, string> =>
  new Map(
    text.split('\n').flatMap((line): [string, string][] => {
      const [, name, value] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );

/** Parsed settings, or why they are invalid. */
export type Read<T> = T | { wrong: string };

export function readServiceFile(text: string): Read<Pick<PlacedService, 'address' | 'port'>> {
  const lines = linesOf(text);
  const [address, port] = [lines.get('listen') ?? '', Number(lines.get('port'))];
  if (!/^[\d.]+$|^[\da-fA-F:]+$/.test(address))
    return { wrong: `listen is "${address}"; allowed is an address` };
  if (!(Number.isInteger(port) && port > 0 && port < 65_536))
    return { wrong: `port is "${lines.get('port') ?? ''}"; allowed are 1 to 65535` };
  return { address, port };
}

export interface ClientSettings {
  aim: Aim;
  /** Undefined if the file has no such line. */
  environment: Record<string, string | undefined>;
}

export function readClientFile(text: string): Read<ClientSettings> {
  const lines = linesOf(text);
  const given = lines.get('url') ?? '';
  const [, scheme = '', rest = ''] = /^(wss?|https?|tcp):(\/\/.+)$/.exec(given) ?? [];
  // Parsed with a non-special scheme: for ws: and wss: the parser would drop a default port.
  const url = scheme === '' ? null : URL.parse(`x${rest === '' ? '' : `:${rest}`}`);
  const port = Number(url?.port);
  if (!url || !(port > 0))
    return { wrong: `url is "${given}"; allowed is ws://HOST:PORT/PATH, or wss, http, https, tcp` };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const path = `${url.pathname || '/'}${url.search}`;
  const environment = Object.fromEntries(
    proxyVariables.map((name) => [name, lines.get(name) || undefined]),
  );
  return { aim: { scheme, host, port, path }, environment };
}
