import { sh } from '../command.ts';
import { byAnswer } from './by-answer.ts';

export const serverFull = byAnswer('server-full', 2, ({ port }) => ({
  action: 'take-more-clients',
  text: `The service on port ${port} says itself that its limit of clients is reached. Close those that are idle (a pool that is too large, a leak), or raise the limit: maxclients in Redis, max_connections in PostgreSQL and MySQL.`,
  commands: [sh`ss -tn state established ${`sport = :${port}`}`],
}));
