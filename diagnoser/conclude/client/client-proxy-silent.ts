import { decides, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';

export const clientProxySilent: CauseFile = {
  cause: 'client-proxy-silent',
  prior: 2,
  judge: ({ proxy, reply }) => [
    decides('proxy', reply === 'by-proxy' && proxy?.outcome === 'silent'),
  ],
  remedy: ({ direct, evidence, proxy }) => {
    const { attempt, url = '', variable = 'its configuration' } = proxy ?? {};
    const how =
      attempt?.code === 'connected' ? 'accepts connections and says nothing' : 'does not answer';
    const past = direct === 'accepted' ? ' Past it the server answers.' : '';
    return {
      action: 'bypass-proxy',
      text: `The proxy ${url}, which ${variable} names, ${how}.${past} Go past it where the network allows that, or have it mended.`,
      commands: [sh`export NO_PROXY="$NO_PROXY",${evidence.target.host}`],
    };
  },
};
