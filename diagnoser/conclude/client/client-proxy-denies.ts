import { decides, type CauseFile } from '../cause-file.ts';
import { socksReply } from '../../observe/socks.ts';
import { sh } from '../command.ts';

export const clientProxyDenies: CauseFile = {
  cause: 'client-proxy-denies',
  prior: 3,
  judge: ({ proxy, reply }) => [
    decides('proxy', reply === 'by-proxy' && proxy?.outcome === 'denied'),
  ],
  remedy: ({ evidence, port, proxy }) => {
    const { handshake, socks, url = '', variable = 'its configuration' } = proxy ?? {};
    const byHttp = [handshake?.status, handshake?.reason].join(' ').trim();
    const said = socks === undefined ? byHttp : socksReply(socks);
    const past = sh`export NO_PROXY="$NO_PROXY",${evidence.target.host}`;
    const isSquid = /squid/i.test(handshake?.headers?.['server'] ?? '');
    return {
      action: 'allow-port-in-proxy',
      text: `The proxy ${url}, which ${variable} names, refuses to go on to port ${port} (${said}). Have it let that port through, or go past it where the network allows that.`,
      commands: isSquid
        ? [
            sh`echo ${`acl SSL_ports port ${port}`} > /etc/squid/conf.d/port-${port}.conf`,
            'squid -k reconfigure',
            past,
          ]
        : [past],
    };
  },
};
