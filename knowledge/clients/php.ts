import {
  authorityOf,
  bracketed,
  onStderr,
  urlFor,
  type ClientProgram,
  type Printed,
} from '../client.ts';

/** Without the place in the program. */
const warnings = (printed: Printed): string[] =>
  onStderr(/^PHP (Warning|Fatal error): /)(printed).map((line) =>
    line.replace(/ in Command line code on line \d+$/, ''),
  );

const php = {
  patience: 'kernel',
  says: warnings,
  version: ['php', '--version'],
} as const;
const http = { speaks: 'http' } as const;
const logged = ['php', '-d', 'log_errors=1', '-d', 'display_errors=0', '-r'];

export const phpFileGetContents: ClientProgram = {
  ...php,
  ...http,
  name: 'PHP file_get_contents',
  argv: (target) => [
    ...[...logged, 'exit(file_get_contents($argv[1]) === false ? 1 : 0);'],
    urlFor(http, target),
  ],
};

export const phpFsockopen: ClientProgram = {
  ...php,
  name: 'PHP fsockopen',
  speaks: 'tcp',
  argv: ({ host, port }) => [
    ...[...logged, 'exit(fsockopen($argv[1], (int) $argv[2]) === false ? 1 : 0);'],
    ...[bracketed(host), String(port)],
  ],
};

/** What Workerman, Swoole's fallback and many libraries connect with. */
export const phpStream: ClientProgram = {
  ...php,
  name: 'PHP stream_socket_client',
  speaks: 'tcp',
  argv: (target) => [
    ...[...logged, 'exit(stream_socket_client($argv[1]) === false ? 1 : 0);'],
    `tcp://${authorityOf(target)}`,
  ],
};
