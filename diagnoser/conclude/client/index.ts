import type { CauseFile } from '../cause-file.ts';
import { clientFirewall } from './client-firewall.ts';
import { clientProxyDenies } from './client-proxy-denies.ts';
import { clientProxyGone } from './client-proxy-gone.ts';
import { transparentProxyGone } from './transparent-proxy-gone.ts';

/** Faults of the client itself, or of what it was set to go through. */
export const causes: readonly CauseFile[] = [
  clientProxyGone,
  clientProxyDenies,
  transparentProxyGone,
  clientFirewall,
];
