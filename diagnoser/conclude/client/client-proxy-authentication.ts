import { decides, type CauseFile } from '../cause-file.ts';
import { settingOf } from './setting.ts';

export const clientProxyAuthentication: CauseFile = {
  cause: 'client-proxy-authentication',
  prior: 3,
  judge: ({ proxy, reply }) => [
    decides('proxy', reply === 'by-proxy' && proxy?.outcome === 'login'),
  ],
  remedy: ({ proxy }) => {
    const { handshake, socks, url = '', variable } = proxy ?? {};
    const way = handshake?.headers?.['proxy-authenticate'];
    const wants = way === undefined ? '' : `: ${way}`;
    const [said, scheme] = socks === undefined ? [`407${wants}`, 'http'] : ['RFC 1929', 'socks5h'];
    return {
      action: 'log-in-to-proxy',
      text: `The proxy ${url} wants to know who asks (${said}), and the client tells it nothing that it takes. Put user and password into ${variable ?? 'the setting that names it'}, as ${scheme}://USER:PASSWORD@HOST:PORT.`,
      commands: settingOf(proxy),
    };
  },
};
