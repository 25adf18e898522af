import type { Family } from '../family.ts';

export const socketFile: Family = {
  name: 'socket-file',
  stage: 'local',
  says: 'The client connects to a socket file of its own machine, and the file is not there, or not for this user.',
  symptoms: [],
  words: [
    {
      by: 'mysql',
      says: [
        "Can't connect to local MySQL server through socket",
        "Can't connect to local server through socket",
      ],
      source: 'MySQL, include/errmsg.h (2002); MariaDB Connector/C',
    },
    {
      by: 'psql and libpq',
      says: ['connection to server on socket'],
      source: 'PostgreSQL, src/interfaces/libpq/fe-connect.c',
    },
    {
      by: 'docker',
      says: ['Cannot connect to the Docker daemon at unix://', 'dial unix /var/run/docker.sock'],
      source: 'moby, client/errors.go; Go, src/net',
    },
    {
      by: 'Node',
      says: ['connect ENOENT /', 'connect EACCES /'],
      source: 'Node, lib/net.js; apocas/dockerode#308 and #168',
    },
  ],
  suspects: [
    {
      cause: 'not-listening',
      look: [
        {
          on: 'client',
          run: 'ss -lx',
          shows: 'no line with the file of the message: the service is not running here',
        },
      ],
    },
  ],
  next: 'ss -lxp',
};
