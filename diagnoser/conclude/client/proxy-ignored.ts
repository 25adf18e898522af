import type { ProxyWay, Target } from '../../evidence.ts';
import { entriesFor } from '../../no-proxy.ts';
import { leadsPast } from '../../observe/proxy.ts';
import { decides, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import { settingOf } from './setting.ts';

export const proxyIgnored: CauseFile = {
  cause: 'proxy-ignored',
  prior: 2,
  judge: ({ proxy, reply }) => [
    reply === 'by-proxy' ? undefined : decides('proxy', leadsPast(proxy, reply)),
  ],
  remedy: ({ evidence, proxy }) => {
    const { excepted = false, exceptedBy = [], url = '' } = proxy ?? {};
    const { variable = 'the environment' } = proxy ?? {};
    const isAlone = exceptedBy.every(({ alone }) => alone);
    return excepted
      ? {
          action: 'go-by-proxy',
          text: `By the proxy ${url} the server is reached, and not past it; NO_PROXY excepts the server. ${
            isAlone
              ? 'Take it out of NO_PROXY.'
              : 'The entry of NO_PROXY that does so is for a group of hosts: replace it with entries for those of them that are reached without the proxy.'
          }`,
          commands: exceptedBy.map((list) => withoutServer(list, evidence.target)),
        }
      : {
          action: 'go-by-proxy',
          text: `By the proxy ${url}, which ${variable} names, the server is reached, and not past it; the program did not go that way. Have it use the proxy: Node (24 and later) reads the variables with NODE_USE_ENV_PROXY=1, other programs have an option of their own.`,
          commands: ['export NODE_USE_ENV_PROXY=1', ...settingOf(proxy)],
        };
  },
};

type Exception = NonNullable<ProxyWay['exceptedBy']>[number];

/** Command that removes the server's own entries from NO_PROXY; prints the list if an entry is for more hosts. */
const withoutServer = ({ alone, variable }: Exception, target: Target): string => {
  if (!alone) return `printenv ${variable}`;
  const entries = entriesFor(target).flatMap((entry) => ['-e', entry]);
  const others = sh`tr -s ', ' '\\n\\n' | grep -vxF ${entries} | paste -sd, -`;
  return `export ${variable}="$(printf %s "$${variable}" | ${others})"`;
};
