import { onStderr, urlFor, type ClientProgram } from '../client.ts';

const http = { speaks: 'http' } as const;

export const wget: ClientProgram = {
  ...http,
  name: 'wget',
  patience: 'kernel',
  argv: (target) => ['wget', '--tries=1', '--output-document=/dev/null', urlFor(http, target)],
  says: onStderr(
    /failed: |ERROR|^wget: |^GnuTLS: |No data received|redirections exceeded|Authentication Failed|awaiting response\.\.\. (?:[45]\d\d|Read|No)|Failed writing|Read error|Connection closed at byte|Unable to|cannot verify|certificate's owner|To connect to/,
  ),
  version: ['wget', '--version'],
};
