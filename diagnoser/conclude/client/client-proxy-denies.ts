import { decides, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';

export const clientProxyDenies: CauseFile = {
  cause: 'client-proxy-denies',
  prior: 3,
  judge: ({ proxy, reply }) => [
    decides('proxy', reply === 'by-proxy' && proxy?.outcome === 'denied'),
  ],
  remedy: ({ evidence, port, proxy }) => {
    const { handshake, url = '', variable = 'its configuration' } = proxy ?? {};
    const said = [handshake?.status, handshake?.reason].join(' ').trim();
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
