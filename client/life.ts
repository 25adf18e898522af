import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { tryOnce, type Ask, type AttemptEnd, type EndedAttempt } from './attempt.ts';
import type { Result } from './seen.ts';

/** What happened on an established connection. Times are in ms from the start of the attempt. */
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

/** A connection that stays open. */
export interface Living {
  goOn(how: GoOn): Promise<Stayed>;
}

/** An open WebSocket on which one request was answered. */
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
    // The connection's own end comes before the close event of `ws`, which has code 1006 for each.
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
      // On a busy machine the timer may fire before received data is read.
      setTimeout(() => setImmediate(() => setImmediate(resolve, silence)), patienceMs);
    });
    return Promise.race([answer, this.over, silent]);
  }

  private sinceMs(): number {
    return Math.round(performance.now() - this.tried.startedAt);
  }
}

/** An attempt. Its connection is kept if it was established and answered. */
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
