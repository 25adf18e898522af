import type { WebSocket } from 'ws';
import type { Markup } from '../../harness/report/markup.ts';
import type { Shell } from './shell.ts';

/** What one page shows, whoever looks. */
export interface View {
  /** The content of each part of the page, by its id. */
  parts(): Record<string, Markup>;
  /** Shells whose output is passed on. */
  shells(): readonly Shell[];
  /** Lines of the picture that light up now, by their ids. */
  lit(): readonly string[];
  close(): void;
}

/** The first byte of what is sent as binary: output, or all that a shell has shown before. */
const frame = { output: 0, replay: 1 } as const;

/** What may wait in a connection before the shells are held, in bytes. */
const mostWaiting = 512 * 1024;
/** Changes that come together are sent together, in milliseconds. */
const pauseMs = 50;

/** One browser that looks at a view: it is sent the parts that have changed, and the output of shells. */
export class Viewer {
  private readonly socket: WebSocket;
  private readonly view: View;
  private readonly sent = new Map<string, string>();
  private readonly known = new Map<Shell, () => void>();
  private timer: NodeJS.Timeout | undefined;

  constructor(socket: WebSocket, view: View) {
    this.socket = socket;
    this.view = view;
    this.push();
  }

  /** Something may have changed. */
  soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.push();
    }, pauseMs);
  }

  private push(): void {
    for (const [id, { markup: html }] of Object.entries(this.view.parts())) {
      if (this.sent.get(id) === html) continue;
      this.sent.set(id, html);
      this.say({ put: id, html });
    }
    const shells = this.view.shells();
    for (const [shell, forget] of this.known) {
      if (shells.includes(shell)) continue;
      forget();
      this.known.delete(shell);
    }
    for (const shell of shells.filter((each) => !this.known.has(each))) {
      this.send(frame.replay, shell, shell.shown);
      this.known.set(
        shell,
        shell.listen((data) => this.send(frame.output, shell, data)),
      );
    }
    const lit = this.view.lit();
    if (lit.length > 0) this.say({ lit });
  }

  private say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Resolves to whether more may follow at once. */
  private send(kind: number, { number }: Shell, data: Buffer): boolean {
    if (data.length > 0 || kind === frame.replay) {
      const head = Buffer.alloc(3);
      head.writeUInt8(kind);
      head.writeUInt16BE(number % 65_536, 1);
      this.socket.send(Buffer.concat([head, data]));
    }
    return this.socket.bufferedAmount < mostWaiting;
  }

  close(): void {
    clearTimeout(this.timer);
    this.view.close();
    for (const forget of this.known.values()) forget();
    this.known.clear();
  }
}
