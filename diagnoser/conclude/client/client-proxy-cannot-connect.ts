import { decides, type CauseFile } from '../cause-file.ts';
import { socksReply } from '../../observe/socks.ts';
import { sh } from '../command.ts';

export const clientProxyCannotConnect: CauseFile = {
  cause: 'client-proxy-cannot-connect',
  prior: 3,
  judge: ({ proxy, reply }) => [
    decides('proxy', reply === 'by-proxy' && proxy?.outcome === 'cannot-connect'),
  ],
  remedy: ({ direct, evidence, listeners, port, proxy }) => {
    const { handshake, socks, url = '' } = proxy ?? {};
    const byHttp = [handshake?.status ?? handshake?.answer, handshake?.reason].join(' ').trim();
    const said = socks === undefined ? byHttp : (socksReply(socks) ?? 'silence');
    const told = `The proxy ${url} works, and gets no connection to ${evidence.target.host} port ${port} (${said}).`;
    if (direct === 'accepted') {
      return {
        action: 'bypass-proxy',
        text: `${told} Past it the server answers: go past it, or let the proxy reach the server.`,
        commands: [sh`export NO_PROXY="$NO_PROXY",${evidence.target.host}`],
      };
    }
    const stopped = listeners?.where === 'nowhere' ? ' By the report nothing listens there.' : '';
    return {
      action: direct === 'silence' || direct === 'icmp' ? 'open-port' : 'start-service',
      text: `${told}${stopped} See on the server that the service runs and listens on that port, and that its firewall lets the proxy in.`,
      commands: [sh`ss -ltnp ${`sport = :${port}`}`],
    };
  },
};
