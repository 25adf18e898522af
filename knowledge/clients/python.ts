import { onStderr, urlFor, type ClientProgram, type Printed } from '../client.ts';

const python = { patience: 'kernel', version: ['python3', '--version'] } as const;
const http = { speaks: 'http' } as const;

/** The exceptions: what follows a traceback at the margin. */
const exceptions = (printed: Printed): string[] => [
  ...new Set(
    onStderr(
      /^[\w.]+([Ee]rror|Exception|Disconnected|Line|timeout): |^[\w.]+\.(IncompleteRead|BadStatusLine)\b/,
    )(printed),
  ),
];

/** Of the standard library; what `requests` reports has the same words within. */
export const pythonUrllib: ClientProgram = {
  ...python,
  ...http,
  name: 'Python urllib',
  argv: (target) => [
    ...['python3', '-c', 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1]).read()'],
    urlFor(http, target),
  ],
  says: exceptions,
};

export const pythonSocket: ClientProgram = {
  ...python,
  name: 'Python socket',
  speaks: 'tcp',
  argv: ({ host, port }) => [
    ...[
      'python3',
      '-c',
      'import sys, socket; socket.create_connection((sys.argv[1], int(sys.argv[2])))',
    ],
    ...[host, String(port)],
  ],
  says: exceptions,
};
