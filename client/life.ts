import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { tryOnce, type Ask, type AttemptEnd, type EndedAttempt } from './attempt.ts';
import type { Result } from './seen.ts';

/** How a connection that stood went on. Milliseconds count from the beginning of the attempt. */
export interface Stayed extends AttemptEnd {
  /** When the client was answered last. */
  answeredMs: number;
  /** When it asked again; absent where the connection had ended by then. */
  askedMs?: number;
}

export interface GoOn {
  /** How long nothing is said before the next question. */
  idleMs: number;
  patienceMs: number;
}

/** A connection that goes on. */
export interface Living {
  goOn(how: GoOn): Promise<Stayed>;
}

/** A WebSocket that stands, was asked once and has answered. */
class HeldWebSocket implements Living {
  private readonly tried: EndedAttempt;
  private readonly socket: WebSocket;
  private answeredMs: number;
  private askedMs: number | undefined;
  private endedMs: number | undefined;
  private readonly over: Promise<Result>;

  constructor(tried: EndedAttempt, socket: WebSocket) {
    this.tried = tried;
    this.socket = socket;
    this.answeredMs = tried.ended.afterMs;
    let lost: NodeJS.ErrnoException | undefined;
    tried.way.socket?.once('error', (error) => (lost = error));
    // What the connection itself says of its end comes before what `ws` makes of it: 1006 for each.
    this.over = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        this.endedMs = this.sinceMs();
        const message = reason.length > 0 ? String(reason) : `closed with code ${code}`;
        resolve({ code: lost?.code ?? `close ${code}`, message: lost?.message ?? message });
      });
    });
  }

  /** Waits, asks again, and tells how that was answered, or how the connection ended before. */
  async goOn({ idleMs, patienceMs }: GoOn): Promise<Stayed> {
    const early = await Promise.race([this.over, sleep(idleMs)]);
    const seen = early ?? (await this.ask(patienceMs));
    const { answeredMs, askedMs, endedMs: afterMs = this.sinceMs() } = this;
    this.tried.stop();
    const again = askedMs === undefined ? {} : { askedMs };
    return { ...this.tried.ended, ...seen, stage: 'stay', afterMs, answeredMs, ...again };
  }

  private async ask(patienceMs: number): Promise<Result> {
    this.askedMs = this.sinceMs();
    const answer = new Promise<Result>((resolve) => {
      this.socket.once('message', () => {
        this.answeredMs = this.sinceMs();
        resolve({ code: 'connected', message: 'it stands, and a message came back' });
      });
    });
    this.socket.send('hello again');
    const silence = { code: 'silence', message: `nothing came back within ${patienceMs} ms` };
    const silent = new Promise<Result>((resolve) => {
      // On a busy machine the time may be up before what has come was looked at.
      setTimeout(() => setImmediate(() => setImmediate(resolve, silence)), patienceMs);
    });
    return Promise.race([answer, this.over, silent]);
  }

  private sinceMs(): number {
    return Math.round(performance.now() - this.tried.startedAt);
  }
}

/** An attempt whose connection is kept where it stands and has answered. */
export async function hold(ask: Ask): Promise<{ ended: AttemptEnd; life?: Living }> {
  if (ask.url.startsWith('http:')) {
    const { holdHttp } = await import('./kept-http.ts');
    return holdHttp(ask);
  }
  if (ask.url.startsWith('tcp:') && ask.says !== undefined) {
    const { holdTcp } = await import('./kept-tcp.ts');
    return holdTcp(ask);
  }
  const tried = await tryOnce({ ...ask, reset: true });
  const { ended, webSocket, stop } = tried;
  if (ended.code === 'connected' && webSocket) {
    return { ended, life: new HeldWebSocket(tried, webSocket) };
  }
  stop();
  return { ended };
}
