import { leadsPast } from '../../observe/proxy.ts';
import { decides, type CauseFile } from '../cause-file.ts';
import { settingOf } from './setting.ts';

export const proxyIgnored: CauseFile = {
  cause: 'proxy-ignored',
  prior: 2,
  judge: ({ proxy, reply }) => [
    reply === 'by-proxy' ? undefined : decides('proxy', leadsPast(proxy, reply)),
  ],
  remedy: ({ proxy }) => {
    const { excepted = false, url = '', variable = 'the environment' } = proxy ?? {};
    return excepted
      ? {
          action: 'go-by-proxy',
          text: `By the proxy ${url} the server is reached, and not past it; NO_PROXY excepts the server. Take it out of NO_PROXY.`,
          commands: ['unset NO_PROXY no_proxy'],
        }
      : {
          action: 'go-by-proxy',
          text: `By the proxy ${url}, which ${variable} names, the server is reached, and not past it; the program did not go that way. Have it use the proxy: Node (24 and later) reads the variables with NODE_USE_ENV_PROXY=1, other programs have an option of their own.`,
          commands: ['export NODE_USE_ENV_PROXY=1', ...settingOf(proxy)],
        };
  },
};
