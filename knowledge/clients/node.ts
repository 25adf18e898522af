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
// `-e` looks for modules from the current folder, and for `ws` it is elsewhere.
const where = ['env', 'NODE_PATH=/opt/lab/node_modules'];
const run = (program: string): string[] => [...where, 'node', '-e', program];

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
  argv: (target) => [
    ...run(
      "const s = new (require('ws'))(process.argv[1]); s.on('open', () => s.send('hello')); s.on('message', () => s.close());",
    ),
    urlFor(webSocket, target),
  ],
};
