import { proxyPort, squid } from '../topology/daemons.ts';
import { bracketed } from '../topology/place.ts';
import { anew } from './anew.ts';
import type { Change } from './change.ts';

const login = 'somebody:in-the-know';

/** The proxy allows tunnels to the target's port, but requires authentication. */
export const requireLogin = <const H extends string>(on: H): Change<H> => ({
  verb: 'requireLogin',
  on,
  says: 'the proxy asks for user and password',
  apply: ({ aim }) => anew(squid(on, [aim.port], login)),
  undo: ({ aim }) => anew(squid(on, [aim.port])),
});

/** The client's proxy settings hold user and password. */
export const logIn = <const H extends string, const P extends string>(
  on: H,
  proxy: P,
): Change<H | P> => ({
  verb: 'logIn',
  on,
  other: proxy,
  says: 'http_proxy of the client has user and password for the proxy',
  apply: ({ addresses }) => [
    {
      kind: 'environment',
      set: { http_proxy: `http://${login}@${bracketed(addresses[proxy] ?? '')}:${proxyPort}` },
    },
  ],
  undo: () => [{ kind: 'environment', set: { http_proxy: undefined } }],
});
