import type { CauseFile } from '../cause-file.ts';
import { clientFirewall } from './client-firewall.ts';
import { clientProxyAuthentication } from './client-proxy-authentication.ts';
import { clientProxyCannotConnect } from './client-proxy-cannot-connect.ts';
import { clientProxyDenies } from './client-proxy-denies.ts';
import { clientProxyGone } from './client-proxy-gone.ts';
import { clientProxySilent } from './client-proxy-silent.ts';
import { proxyIgnored } from './proxy-ignored.ts';
import { transparentProxyGone } from './transparent-proxy-gone.ts';

/** Faults of the client machine, or of the proxy that it is set to use. */
export const causes: readonly CauseFile[] = [
  clientProxyGone,
  clientProxySilent,
  clientProxyDenies,
  clientProxyAuthentication,
  clientProxyCannotConnect,
  proxyIgnored,
  transparentProxyGone,
  clientFirewall,
];
