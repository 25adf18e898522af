import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask, AttemptEnd } from './attempt.ts';
import type { GoOn, Living, Stayed } from './life.ts';
import { failure, type Result } from './seen.ts';
import { begin, follow, type AttemptProgress } from './stage.ts';

/** An established TCP connection for several requests and answers. */
class KeptTcp implements Living {
  private readonly ask: Ask;
  private readonly socket: Socket;
  private readonly startedAt = performance.now();
  private answeredMs = 0;
  private answered: (() => void) | undefined;
  private readonly over: Promise<Result>;
  readonly way: AttemptProgress;

  constructor(ask: Ask) {
    this.ask = ask;
    const url = new URL(ask.url);
    this.way = begin(url);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    this.socket = follow(connect({ host, port: Number(url.port) }), this.way, url);
    this.over = new Promise((resolve) => {
      this.socket
        .on('data', () => this.answered?.())
        .on('error', (error) => resolve(failure(error)))
        .on('end', () => resolve({ code: 'EOF', message: 'the server closed the connection' }));
    });
  }

  async say(patienceMs: number): Promise<Result> {
    const answer = new Promise<Result>((resolve) => {
      this.answered = () => resolve({ code: 'connected', message: 'it was answered' });
    });
    this.socket.write(this.ask.says ?? '');
    const silence = { code: 'silence', message: `nothing came back within ${patienceMs} ms` };
    const waiting = new AbortController();
    const { signal } = waiting;
    const silent = sleep(patienceMs, silence, { signal });
    silent.catch(() => undefined);
    const seen = await Promise.race([answer, this.over, silent]);
    waiting.abort();
    if (seen.code === 'connected') this.answeredMs = this.sinceMs();
    return seen;
  }

  async goOn({ idleMs, patienceMs }: GoOn): Promise<Stayed> {
    const early = await Promise.race([this.over, sleep(idleMs)]);
    const askedMs = this.sinceMs();
    const seen = early ?? (await this.say(patienceMs));
    const { answeredMs } = this;
    const again = early === undefined ? { askedMs } : {};
    this.stop();
    const { url } = this.ask;
    return { url, ...seen, stage: 'stay', afterMs: this.sinceMs(), answeredMs, ...again };
  }

  stop(): void {
    this.socket.destroy();
  }

  sinceMs(): number {
    return Math.round(performance.now() - this.startedAt);
  }
}

/** Connects and sends one request; keeps the connection if it was answered. */
export async function holdTcp(ask: Ask): Promise<{ ended: AttemptEnd; life?: Living }> {
  const life = new KeptTcp(ask);
  const seen = await life.say(ask.patienceMs);
  const ended = { url: ask.url, ...seen, stage: life.way.stage, afterMs: life.sinceMs() };
  if (seen.code === 'connected') return { ended: { ...ended, stage: 'stay' }, life };
  life.stop();
  return { ended };
}
