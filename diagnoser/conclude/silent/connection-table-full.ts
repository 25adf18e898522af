import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';

export const connectionTableFull: CauseFile = {
  cause: 'connection-table-full',
  prior: 1.2,
  judge: ({ connectionTable, life, reply }) => [
    decides('reply', reply === 'silence'),
    speaksAgainst('life', life?.alive === false),
    decides('connectionTable', connectionTable && connectionTable.isFull),
  ],
  remedy: ({ connectionTable }) => {
    const { most = 0 } = connectionTable ?? {};
    return {
      action: 'enlarge-connection-table',
      text: `The connection table of the server's firewall is full${most > 0 ? ` (${most} entries)` : ''}: it discards what is new. See what fills it, and raise nf_conntrack_max.`,
      commands: most > 0 ? [`sysctl -w net.netfilter.nf_conntrack_max=${most * 2}`] : [],
    };
  },
};
