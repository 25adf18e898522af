import { decides, type CauseFile } from '../cause-file.ts';

export const clientProxyGone: CauseFile = {
  cause: 'client-proxy-gone',
  prior: 2,
  judge: ({ proxied, reply }) => [
    decides('proxy', reply === 'by-proxy' && proxied?.outcome === 'gone'),
  ],
  remedy: ({ attempt, evidence, proxied }) => {
    const { host = '', port, url = '', variable } = proxied ?? {};
    const past = attempt?.code === 'connected' ? ' Past it the server answers.' : '';
    if (variable === undefined) {
      return {
        action: 'bypass-proxy',
        text: `A setting of the client leads to ${host}:${port}, and nothing answers there.${past} Look for a proxy in its configuration and in the settings of the system, and take it away; if it is meant, start it.`,
        commands: ['env | grep -i proxy'],
      };
    }
    return {
      action: 'bypass-proxy',
      text: `${variable} names the proxy ${url}, and nothing answers there.${past} Unset the variable, or list the server in NO_PROXY; if the proxy is meant, start it.`,
      commands: [`unset ${variable}`, `export NO_PROXY="$NO_PROXY,${evidence.target.host}"`],
    };
  },
};
