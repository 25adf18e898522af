import type { Family } from '../family.ts';
import { sources } from './sources.ts';

export const listen: Family = {
  name: 'listen',
  stage: 'local',
  says: 'A server says this as it starts, and no client: another program, or an earlier run of the same, listens on its port.',
  symptoms: [],
  words: [
    {
      by: 'Node, Go, Python, Ruby, Docker and nginx',
      says: [
        'listen EADDRINUSE',
        'bind: address already in use',
        'Address already in use - bind(2)',
        '[Errno 98] Address already in use',
        '[Errno 48] Address already in use',
        'port is already allocated',
        'error while attempting to bind on address',
        'bind() to <host>:<port> failed (98: Address already in use)',
      ],
      causes: [],
      source: sources.errno,
    },
  ],
  suspects: [],
  next: 'ss -ltnp',
};
