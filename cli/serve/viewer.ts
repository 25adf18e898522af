import type { WebSocket } from 'ws';
import type { Markup } from '../../harness/report/markup.ts';
import type { Shell } from './shell.ts';

/** The content of one page. */
export interface View {
  /** The content of each part of the page, by its id. */
  parts(): Record<string, Markup>;
  /** Shells whose output the page shows. */
  shells(): readonly Shell[];
  /** Ids of the picture's lines that light up now. */
  lit(): readonly string[];
  close(): void;
}

/** First byte of a binary message: new output, or all that is kept of a shell. */
const frame = { output: 0, replay: 1 } as const;

/** Bytes that may wait in a connection before its shells are paused. */
const mostWaiting = 512 * 1024;
/** Changes within this time are sent together, in milliseconds. */
const pauseMs = 50;

/** One connected browser: gets the changed parts of a view, and the output of its shells. */
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

  /** Schedules an update. */
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

  /** Returns whether more may follow at once. */
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
