import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { anything, frame, lines, record, request, type Grammar } from './inputs.ts';

export interface FuzzTarget {
  /** A program of fixtures/hosts. */
  program: string;
  flags: Record<string, string>;
  scheme: 'ws' | 'wss' | 'http' | 'tcp';
  /** What is sent before anything was agreed; over TLS where the scheme says so. */
  grammars: readonly Grammar[];
  /** What is sent once the connection is a WebSocket. */
  after?: Grammar;
}

/** What a server of TLS gets from a client that does not speak it, or speaks it badly. */
export const unsecured = [record, record, request, anything];
const web = [request, request, request, lines, anything];
const raw = [lines, lines, request, frame, anything];

export const targets: Readonly<Record<string, FuzzTarget>> = {
  'web-socket-server': of('web-socket-server', {}, 'ws', web, frame),
  'web-socket-server-400': of('web-socket-server', { refusal: '400' }, 'ws', web, frame),
  'web-socket-server-tls': of('web-socket-server', {}, 'wss', web, frame),
  'http-server': of('http-server', {}, 'http', web),
  'line-server': of('line-server', { greeting: '220 ready', answer: '500 what' }, 'tcp', raw),
  'workerman-websocket': of('workerman-server', { scheme: 'websocket' }, 'ws', web, frame),
  'workerman-http': of('workerman-server', { scheme: 'http', version: '4' }, 'http', web),
  'workerman-text': of('workerman-server', { scheme: 'text' }, 'tcp', raw),
  'workerman-tcp': of('workerman-server', { scheme: 'tcp' }, 'tcp', raw),
};

function of(
  program: string,
  flags: FuzzTarget['flags'],
  scheme: FuzzTarget['scheme'],
  grammars: readonly Grammar[],
  after?: Grammar,
): FuzzTarget {
  return { program, flags, scheme, grammars, ...(after ? { after } : {}) };
}

/** A program of fixtures/hosts as a process of its own. */
export class Fixture {
  readonly child: ChildProcess;
  /** Why it ended, which it must not. */
  ended: string | undefined;
  private said = '';

  constructor(program: string, argv: readonly string[], env: Record<string, string> = {}) {
    const room = program === 'plain-client' ? 'client' : 'fixtures/hosts';
    const file = fileURLToPath(new URL(`../../${room}/${program}.ts`, import.meta.url));
    this.child = spawn(process.execPath, [file, ...argv], { env: { ...process.env, ...env } });
    this.child.stderr?.on('data', (text: Buffer) => (this.said += text.toString()));
    this.child.stdin?.on('error', () => undefined);
    this.child.once('exit', (code, signal) => {
      this.ended = `${program} ended with ${signal ?? code}: ${this.said.slice(-2000)}`;
    });
  }

  async printed(word: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.child.stdout?.on('data', (text: Buffer) => text.toString().includes(word) && resolve());
      this.child.once('exit', () => reject(new Error(this.ended)));
    });
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
