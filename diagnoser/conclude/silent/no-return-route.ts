import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';

export const noReturnRoute: CauseFile = {
  cause: 'no-return-route',
  prior: 3,
  judge: ({ life, reply, routes }) => [
    decides('reply', reply === 'silence'),
    speaksAgainst('life', life?.alive === false),
    decides('routes', routes),
  ],
  remedy: () => ({
    action: 'fix-route',
    text: 'The SYN arrives and the server has no route back to the client. Give it one: to the network of the client, or a default route.',
    commands: ['ip route get <address of the client>', 'ip route add default via <gateway>'],
  }),
};
