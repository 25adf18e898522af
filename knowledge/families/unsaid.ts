import type { Documented, Family } from '../family.ts';
import { sources } from './sources.ts';

/** Words that a client has for every failure: whatever stands beside them says more. */
const words = (
  by: string,
  says: Documented['says'],
  { means, source }: { means: string; source: string },
): Documented => ({ by, says, means, source, yields: 'to all' });

const inBrowser =
  'A page is told no more than this. The console of the browser, or its network panel, has the reason as net::ERR_… or NS_ERROR_….';

export const unsaid: Family = {
  name: 'unsaid',
  stage: 'connect',
  says: 'These words are the same for every failure to reach the server: what stands beneath or beside them tells which.',
  symptoms: [],
  words: [
    words(
      'Connector/J',
      [
        'Communications link failure',
        'CommunicationsException',
        'The last packet sent successfully to the server was <number> milliseconds ago',
      ],
      {
        means:
          'The last "Caused by" line tells which. "0 milliseconds ago": the server never answered; thousands: the connection was lost while idle.',
        source: 'MySQL Connector/J, Troubleshooting Connector/J Applications; SQLError.java',
      },
    ),
    words('Firefox', ['CORS request did not succeed', 'Reason: CORS request did not succeed'], {
      means: `No CORS header is missing: the connection itself failed, or its certificate is not trusted. ${inBrowser}`,
      source: 'MDN, Reason: CORS request did not succeed',
    }),
    words(
      'browsers',
      [
        'Failed to fetch',
        'NetworkError when attempting to fetch resource',
        'TypeError: Load failed',
      ],
      { means: inBrowser, source: 'Fetch standard, 5.4 (a network error is a TypeError)' },
    ),
    words(
      'gRPC',
      ['14 UNAVAILABLE', 'code = Unavailable', 'StatusCode.UNAVAILABLE', 'Status{code=UNAVAILABLE'],
      {
        means:
          'gRPC says UNAVAILABLE of every connection that fails; "desc" or "details" has the errno.',
        source: 'gRPC, doc/statuscodes.md',
      },
    ),
    words(
      'drivers of databases',
      [
        'ServerSelectionTimeoutError',
        'MongoServerSelectionError',
        'PSQLException: The connection attempt failed',
        'A network-related or instance-specific error occurred while establishing a connection to SQL Server',
      ],
      {
        means:
          'The driver says this of every server that it could not use: the innermost error tells which.',
        source:
          'PyMongo, pymongo/errors.py; pgjdbc, ConnectionFactoryImpl.java; SqlClient, SNI error messages',
      },
    ),
    words('Chromium', ['ERR_FAILED', 'ERR_CONNECTION_FAILED', 'ERR_SOCKET_NOT_CONNECTED'], {
      means: `A failure that Chromium has no other code for. ${inBrowser}`,
      source: sources.chromium,
    }),
  ],
  suspects: [
    {
      cause: 'not-listening',
      look: [
        {
          on: 'client',
          run: 'nc -vz -w 5 SERVER PORT',
          shows: '"refused" at once: a machine is there, and nothing takes the connection',
        },
      ],
    },
    {
      cause: 'host-firewall-drop',
      look: [
        {
          on: 'client',
          run: 'nc -vz -w 5 SERVER PORT',
          shows: 'no answer within 5 s: packets are discarded on the way or at the server',
        },
      ],
    },
    {
      cause: 'name-does-not-exist',
      look: [
        {
          on: 'client',
          run: 'getent ahosts SERVER',
          shows: 'nothing, where the name has no address',
        },
      ],
    },
    {
      cause: 'certificate-untrusted',
      look: [
        {
          on: 'client',
          run: 'openssl s_client -connect SERVER:PORT -servername SERVER </dev/null',
          shows: 'a line "Verify return code" other than 0',
        },
      ],
    },
  ],
};
