import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { MachineError } from '../../harness/errors.ts';
import { answerRequest, type Reception } from './answer-request.ts';
import type { Assets } from './assets.ts';
import { attend } from './attend.ts';
import { cookieIn, hostIn, isOwnOrigin, GuessLimit, type Gate } from './gate.ts';
import type { People } from './people.ts';

export interface PageSettings {
  gate: Gate;
  people: People;
  assets: Assets;
  /** 0 for any that is free. */
  port: number;
}

/** Largest message of a browser, in bytes: far more than a person pastes at once. */
const largestMessage = 64 * 1024;
const mostSockets = 8;

const nextAfter = (code: string | undefined): string =>
  code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL'
    ? 'give --host an address of this machine, as  ip addr  or  ipconfig  lists them'
    : 'npx badconn serve --port 0  takes any port that is free';

/** Serves the page: documents over HTTP, changes over WebSocket. */
export class PageServer implements Reception {
  readonly gate: Gate;
  readonly people: People;
  readonly assets: Assets;
  readonly guesses = new GuessLimit();
  private readonly server: Server;
  private readonly sweeping = setInterval(() => this.people.sweep(Date.now()), 60_000).unref();
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage });

  private constructor({ gate, people, assets }: PageSettings) {
    this.gate = gate;
    this.people = people;
    this.assets = assets;
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.upgrade(request, socket, head),
    );
  }

  /** @throws MachineError if it cannot listen on the port. */
  static async listen(settings: PageSettings): Promise<PageServer> {
    const page = new PageServer(settings);
    const { server } = page;
    const { address } = settings.gate;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause: NodeJS.ErrnoException) =>
        reject(
          new MachineError({
            code: 'MACHINE_NO_PORT',
            what: `The page cannot be served at ${address} port ${settings.port}: ${cause.code}.`,
            next: nextAfter(cause.code),
            cause,
          }),
        ),
      );
      server.listen(settings.port, address, resolve);
    });
    return page;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    const { address } = this.gate;
    return `http://${address.includes(':') ? `[${address}]` : address}:${this.port}/`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await answerRequest(this, request, response);
    } catch {
      // The browser has disconnected, or sent no valid HTTP.
      response.destroy();
    }
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const host = hostIn(request.headers, this.gate, this.port);
    const person = this.people.find(cookieIn(request.headers, this.port));
    const path = request.url?.split('?')[0];
    const isAllowed = host !== undefined && isOwnOrigin(request.headers, host);
    const { code } = this.gate;
    const isBoard = path === '/live/board' && person?.isOwner;
    const board = isBoard && code !== undefined ? { url: this.url, code } : undefined;
    if (!isAllowed || person === undefined || !(path === '/live' || board))
      return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    if (person.sockets >= mostSockets)
      return void socket.end('HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\n\r\n');
    this.sockets.handleUpgrade(request, socket, head, (open: WebSocket) => {
      attend(open, {
        person,
        people: this.people,
        board,
        isClass: code !== undefined,
      });
    });
  }

  /** Ends all connections, labs and shells. Lessons are kept. */
  async close(): Promise<void> {
    clearInterval(this.sweeping);
    for (const socket of this.sockets.clients) socket.terminate();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.people.close();
  }
}
