import { decides, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';

export const clientProxyGone: CauseFile = {
  cause: 'client-proxy-gone',
  prior: 2,
  judge: ({ proxy, reply }) => [
    decides('proxy', reply === 'by-proxy' && proxy?.outcome === 'gone'),
  ],
  remedy: ({ attempt, evidence, proxy }) => {
    const { host = '', port, url = '', variable } = proxy ?? {};
    const past = attempt?.code === 'connected' ? ' Past it the server answers.' : '';
    // bash expands a word that is not a plain name, even in quotes: unset 'a[$(id)]'.
    if (variable === undefined || !/^[A-Za-z_]\w*$/.test(variable)) {
      return {
        action: 'bypass-proxy',
        text: `A setting of the client leads to ${host}:${port}, and nothing answers there.${past} Look for a proxy in its configuration and in the settings of the system, and take it away; if it is meant, start it.`,
        commands: ['env | grep -i proxy'],
      };
    }
    return {
      action: 'bypass-proxy',
      text: `${variable} names the proxy ${url}, and nothing answers there.${past} Unset the variable, or list the server in NO_PROXY; if the proxy is meant, start it.`,
      commands: [sh`unset ${variable}`, sh`export NO_PROXY="$NO_PROXY",${evidence.target.host}`],
    };
  },
};
