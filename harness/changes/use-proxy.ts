import { proxyPort, signingSquid, squid } from '../topology/daemons.ts';
import { bracketed } from '../topology/place.ts';
import { anew } from './anew.ts';
import { unlessNobody, type Change } from './change.ts';

const variables = ['http_proxy', 'https_proxy', 'ALL_PROXY'] as const;

/** What a setting begins with. `socks`: SOCKS 5, with names left to the proxy. */
const schemes = { with: 'http://', without: '', socks: 'socks5h://' };

/**
 * The client's environment names a proxy: another host, or (`nobody`) an unused port of the client itself. Programs
 * differ in the variable they read, and in whether its value needs a scheme (curl(1), ENVIRONMENT).
 */
export const useProxy = <const H extends string, const P extends string>(
  on: H,
  proxy: P | 'nobody',
  variable: (typeof variables)[number] = 'http_proxy',
  scheme: keyof typeof schemes = 'with',
): Change<H | Exclude<P, 'nobody'>> => ({
  verb: 'useProxy',
  on,
  other: unlessNobody(proxy),
  says: `${variable} of the client names ${proxy === 'nobody' ? 'a local proxy that is not running' : `the ${proxy}`}`,
  apply: ({ addresses, unusedPort }) => {
    const where =
      proxy === 'nobody'
        ? `127.0.0.1:${unusedPort}`
        : `${bracketed(addresses[proxy] ?? '')}:${proxyPort}`;
    return [{ kind: 'environment', set: { [variable]: `${schemes[scheme]}${where}` } }];
  },
  undo: () => [{ kind: 'environment', set: { [variable]: undefined } }],
});

/** The client's programs ignore proxy settings, as Node does by default. */
export const ignoreProxy = <const H extends string>(on: H): Change<H> => ({
  verb: 'ignoreProxy',
  on,
  says: 'the program does not look at the settings of a proxy',
  apply: () => [{ kind: 'environment', set: { NODE_USE_ENV_PROXY: '0' } }],
  undo: () => [{ kind: 'environment', set: { NODE_USE_ENV_PROXY: undefined } }],
});

/** The client's programs use the proxy settings; these list no exceptions. */
export const heedProxy = <const H extends string>(on: H): Change<H> => ({
  verb: 'heedProxy',
  on,
  says: 'the program goes by the proxy that is set',
  apply: () => [{ kind: 'environment', set: { NODE_USE_ENV_PROXY: '1', NO_PROXY: undefined } }],
  undo: () => [{ kind: 'environment', set: { NODE_USE_ENV_PROXY: undefined } }],
});

/** The client's settings name no proxy, as in the original lab. */
export const unsetProxy = <const H extends string>(on: H): Change<H> => {
  const set = Object.fromEntries(variables.map((name) => [name, undefined]));
  return {
    verb: 'unsetProxy',
    on,
    says: `${variables.join(', ')} are unset on the client`,
    apply: () => [{ kind: 'environment', set }],
    undo: () => [{ kind: 'environment', set }],
  };
};

/** The client connects to the target directly, not through its proxy. */
export const bypassProxy = <const H extends string>(on: H): Change<H> => ({
  verb: 'bypassProxy',
  on,
  says: 'NO_PROXY of the client has the server on its list',
  apply: ({ aim }) => [{ kind: 'environment', set: { NO_PROXY: `localhost,${aim.host}` } }],
  undo: () => [{ kind: 'environment', set: { NO_PROXY: undefined } }],
});

/** The proxy allows tunnels to the target's port. */
export const allowPortInProxy = <const H extends string>(on: H): Change<H> => ({
  verb: 'allowPortInProxy',
  on,
  says: 'the proxy lets tunnels through to the port',
  apply: ({ aim }) => anew(squid(on, [aim.port])),
  undo: () => anew(squid(on, [])),
});

/** The proxy intercepts TLS: it presents a certificate that it has signed itself. */
export const interceptTls = <const H extends string>(on: H): Change<H> => ({
  verb: 'interceptTls',
  on,
  says: 'the proxy signs for every name by an authority of its own',
  apply: () => anew(signingSquid(on)),
  undo: () => anew(squid(on, [])),
});
