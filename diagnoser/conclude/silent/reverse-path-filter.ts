import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';

export const reversePathFilter: CauseFile = {
  cause: 'reverse-path-filter',
  prior: 1.5,
  judge: ({ life, reply, reversePath }) => [
    decides('reply', reply === 'silence'),
    speaksAgainst('life', life?.alive === false),
    decides('reversePath', reversePath),
  ],
  remedy: () => ({
    action: 'fix-route',
    text: 'The SYN arrives on another interface than the one by which the server would answer, and rp_filter discards it. Give the server a route to the network of the client through the interface on which the SYN arrives; where both ways are meant, set rp_filter=2 on that interface.',
    commands: ['ip route get <address of the client>', 'sysctl -a -r "\\.rp_filter$"'],
  }),
};
