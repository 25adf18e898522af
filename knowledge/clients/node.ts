import { onStderr, urlFor, type ClientProgram, type Printed } from '../client.ts';

/** What Node prints of an error that nobody caught: messages, causes and codes, without frames. */
const errors = (printed: Printed): string[] =>
  onStderr(/^(\[cause\]: )?\w*Error\b.*|^code: '/)(printed).map((line) =>
    line.replace(/(?:,| \{)$/, ''),
  );

const node = {
  says: errors,
  version: ['node', '--version'],
} as const;
const http = { speaks: 'http' } as const;
const webSocket = { speaks: 'websocket' } as const;
const run = (program: string): string[] => ['node', '-e', program];

export const nodeNet: ClientProgram = {
  ...node,
  name: 'Node net',
  speaks: 'tcp',
  patience: 'kernel',
  argv: ({ host, port }) => [
    ...run(
      "const [host, port] = process.argv.slice(1); require('net').connect({ host, port }, function () { this.end(); }).resume();",
    ),
    ...[host, String(port)],
  ],
};

export const nodeHttp: ClientProgram = {
  ...node,
  ...http,
  name: 'Node http',
  patience: 'kernel',
  argv: (target) => {
    const url = urlFor(http, target);
    const module = new URL(url).protocol.slice(0, -1);
    return [...run(`require('${module}').get(process.argv[1], (r) => r.resume());`), url];
  },
};

export const nodeFetch: ClientProgram = {
  ...node,
  ...http,
  name: 'Node fetch',
  // 10 s for a connection (undici, connect.timeout).
  patience: 'own',
  argv: (target) => [...run('fetch(process.argv[1]).then((r) => r.text());'), urlFor(http, target)],
};

export const nodeWs: ClientProgram = {
  ...node,
  ...webSocket,
  name: 'Node ws',
  patience: 'kernel',
  // A program of the lab, which has the library in its bundle.
  argv: (target) => [
    ...['env', `APP=${JSON.stringify(['ws-client', '--url', urlFor(webSocket, target)])}`],
    ...['node', '/opt/lab/fixtures/hosts/app.cjs'],
  ],
};
