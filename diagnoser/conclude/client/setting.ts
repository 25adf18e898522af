import type { Facts } from '../../observe/facts.ts';
import { sh } from '../command.ts';

/** The command that shows where a proxy is set. */
export const settingOf = (proxy: Facts['proxy']): string[] =>
  // What is no plain name would be an option, or more.
  proxy?.variable !== undefined && /^[A-Za-z_]\w*$/.test(proxy.variable)
    ? [sh`printenv ${proxy.variable}`]
    : ['env | grep -i proxy'];
