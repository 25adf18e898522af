import { decides, type CauseFile } from '../cause-file.ts';

export const transparentProxyGone: CauseFile = {
  cause: 'transparent-proxy-gone',
  prior: 1,
  judge: ({ reply }) => [decides('reply', reply === 'own-reset')],
  remedy: ({ port }) => ({
    action: 'remove-redirect',
    text: `A rule of this machine sends connections for port ${port} to a local port where nothing listens, as a transparent proxy does that has ended. Start that proxy, or take the rule away if nobody means it.`,
    commands: ['iptables -t nat -S OUTPUT', 'nft list ruleset'],
  }),
};
