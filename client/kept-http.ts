import type { Ask, AttemptEnd } from './attempt.ts';
import type { GoOn, Stayed } from './life.ts';
import { failure, type Result } from './seen.ts';
import { begin, follow } from './stage.ts';

const { Agent, get } = process.getBuiltinModule('node:http');

/** After a response, the connection is kept for the next request (RFC 9112, 9.3), as client pools do. */
export class KeptHttp {
  private readonly url: string;
  private readonly startedAt = performance.now();
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private answeredMs = 0;
  readonly way;

  constructor(url: string) {
    this.url = url;
    this.way = begin(new URL(url));
    // Most pools ignore for how long the server keeps a connection (Keep-Alive: timeout).
    this.agent.keepSocketAlive = () => true;
  }

  /** Asks for the page on the connection that is kept, or on a new one where there is none. */
  async ask(patienceMs: number): Promise<Result> {
    const { promise, resolve } = Promise.withResolvers<Result>();
    const { agent, url, way } = this;
    const silence = { code: 'silence', message: `nothing came back within ${patienceMs} ms` };
    const request = get(url, { agent }, (response) => {
      const { statusCode = 0, statusMessage } = response;
      const message = `${statusCode} ${statusMessage}`;
      const code = statusCode < 400 ? 'connected' : `HTTP ${statusCode}`;
      response
        .resume()
        .on('error', (error) => resolve(failure(error)))
        .on('end', () => resolve({ code, message }));
    })
      .on('socket', (socket) => way.stage === 'stay' || follow(socket, way, new URL(url)))
      .on('error', (error) => resolve(failure(error)));
    const waiting = setTimeout(
      () => setImmediate(() => setImmediate(resolve, silence)),
      patienceMs,
    );
    const seen = await promise;
    clearTimeout(waiting);
    if (seen.code === 'connected') this.answeredMs = this.sinceMs();
    else request.destroy();
    return seen;
  }

  /**
   * Is busy with something else for a while, and asks again. What comes meanwhile it has not seen when it asks: as
   * where a FIN is still on its way.
   */
  async goOn({ idleMs, patienceMs }: GoOn): Promise<Stayed> {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, idleMs);
    const { answeredMs, url } = this;
    const askedMs = this.sinceMs();
    const seen = await this.ask(patienceMs);
    const afterMs = this.sinceMs();
    this.stop();
    const lastMs = seen.code === 'connected' ? afterMs : answeredMs;
    return { url, ...seen, stage: 'stay', afterMs, answeredMs: lastMs, askedMs };
  }

  stop(): void {
    this.agent.destroy();
  }

  sinceMs(): number {
    return Math.round(performance.now() - this.startedAt);
  }
}

/** An HTTP request. Its connection is kept if it was answered. */
export async function holdHttp({
  url,
  patienceMs,
}: Ask): Promise<{ ended: AttemptEnd; life?: KeptHttp }> {
  const life = new KeptHttp(url);
  const seen = await life.ask(patienceMs);
  const { stage } = life.way;
  const afterMs = life.sinceMs();
  if (seen.code !== 'connected') {
    life.stop();
    return { ended: { url, ...seen, stage, afterMs } };
  }
  life.way.stage = 'stay';
  return { ended: { url, ...seen, stage: 'stay', afterMs }, life };
}
