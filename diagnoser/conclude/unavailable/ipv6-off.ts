import { decides, type CauseFile } from '../cause-file.ts';

export const ipv6Off: CauseFile = {
  cause: 'ipv6-off',
  prior: 3,
  judge: ({ attempt, localPorts, reply }) => [
    decides('reply', ['no-port', 'no-route'].includes(reply) && attempt?.local === true),
    decides('localPorts', localPorts?.ipv6Disabled === true),
  ],
  remedy: ({ address }) => ({
    action: 'switch-on-ipv6',
    text: `${address} is an IPv6 address, and IPv6 is switched off on this machine. Switch it on, take the setting out of /etc/sysctl.conf, /etc/sysctl.d or the command line of the kernel (ipv6.disable), and let the network be configured anew; or use an IPv4 address of the server, where it has one.`,
    commands: ['sysctl net.ipv6.conf.all.disable_ipv6', 'grep -rs disable_ipv6 /etc/sysctl.*'],
  }),
};
