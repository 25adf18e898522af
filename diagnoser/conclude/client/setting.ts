import type { Facts } from '../../observe/facts.ts';
import { sh } from '../command.ts';

/** Command that shows which setting names the proxy. */
export const settingOf = (proxy: Facts['proxy']): string[] =>
  // A word that is not a plain name could be read as an option.
  proxy?.variable !== undefined && /^[A-Za-z_]\w*$/.test(proxy.variable)
    ? [sh`printenv ${proxy.variable}`]
    : ['env | grep -i proxy'];
