import type { RequestOptions } from 'node:http';
import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
import type { ClientOptions, WebSocket } from 'ws';
import { get as plainGet, secureGet, trusted } from './http.ts';
import type { Stage } from '../vocabulary/index.ts';
import { patience } from './patience.ts';
import { inTunnel, loginTo, placeOf, proxyFor, socksFor } from './proxy.ts';
import { failure, type Result } from './seen.ts';
import { inSocks } from './socks.ts';
import { begin, follow, isSecure, type AttemptProgress } from './stage.ts';

export interface Ask {
  url: string;
  patienceMs: number;
  /** The same for an answer on a connection that stands; as long where it is not given. */
  answerMs?: number;
  /** A WebSocket that stands is enough: nothing is said to a server that is not ours. */
  silent?: boolean;
  /** Over TCP: what is said first. The server must answer it, or speak by itself where it is empty. */
  says?: string;
  /** False where it answers no ping of a WebSocket server, as a client does that is busy or has nothing for it. */
  pongs?: boolean;
  /** Authorities that it trusts beside those of the system, as PEM. */
  ca?: string;
  /** Ends a connection that stands with a reset, which leaves no local port in TIME_WAIT. */
  reset?: boolean;
}

/** The outcome of an attempt, and the stage that it reached. */
export type AttemptEnd = Result & { url: string; stage: Stage; afterMs: number };

/** The established connection of a successful attempt, if more can be sent on it. */
interface OpenConnection {
  /** By whatever way it was made. */
  webSocket?: WebSocket;
}

type Done = (seen: Result & OpenConnection) => void;
type Attempting = (ask: Ask, way: AttemptProgress, done: Done) => () => void;

/** Loaded at the first ws: URL, because it takes 15 ms and most URLs have another scheme. */
let OfWs: typeof WebSocket;

/** A socket that is answering a FIN cannot be reset (uv_tcp_close_reset). */
const giveUp = (socket: Socket): unknown =>
  socket.connecting || socket.writableEnded ? socket.destroy() : socket.resetAndDestroy();

const overWebSocket: Attempting = (asked, way, done) => {
  const { url, silent, reset, pongs: autoPong = true } = asked;
  const proxy = proxyFor(new URL(url)) ?? socksFor(new URL(url));
  if (!proxy && reset && url.startsWith('ws:')) return overOwnConnection(asked, way, done);
  const ask = (through: ClientOptions = {}): (() => void) =>
    exchange(
      new OfWs(url, { autoPong, ...through, ...following(way, url), ...trustFor(asked) }),
      way,
      done,
      silent,
    );
  return proxy ? throughProxy([proxy, new URL(url)], way, done, ask) : ask();
};

const trustFor = ({ url, ca }: Ask): Partial<ReturnType<typeof trusted>> =>
  isSecure(new URL(url)) ? trusted(ca) : {};

/** For `ws`, which sends the request itself. */
const following = (way: AttemptProgress, url: string): ClientOptions => ({
  finishRequest: (request) => {
    request.on('socket', (socket) => follow(socket, way, new URL(url))).end();
  },
});

const throughProxy = (
  [proxy, url]: readonly [URL, URL],
  way: AttemptProgress,
  done: Done,
  goOn: Parameters<typeof inTunnel>[2],
): (() => void) => {
  way.stage = 'proxy';
  const enter = proxy.protocol === 'http:' ? inTunnel : inSocks;
  return enter([proxy, url], done, (through) => {
    way.stage = isSecure(url) ? 'tls' : 'upgrade';
    return goOn(through);
  });
};

/** As `ws` does by itself, but with access to the connection. */
const overOwnConnection = (
  { url, pongs: autoPong = true }: Ask,
  way: AttemptProgress,
  done: Done,
): (() => void) => {
  let own: Socket | undefined;
  const createConnection = ({ host, port }: TcpNetConnectOpts): Socket =>
    (own = connect(host === undefined ? { port } : { host, port }));
  const options = { autoPong, createConnection: createConnection as typeof connect };
  const stop = exchange(new OfWs(url, { ...options, ...following(way, url) }), way, done);
  return () => {
    if (own) giveUp(own);
    stop();
  };
};

const exchange = (
  socket: WebSocket,
  way: AttemptProgress,
  done: Done,
  silent = false,
): (() => void) => {
  socket.on('open', () => {
    way.stage = 'exchange';
    if (silent) done({ code: 'connected', message: 'the WebSocket stands' });
    else socket.send('hello');
  });
  socket.once('message', () =>
    done({ code: 'connected', message: 'a message came back', webSocket: socket }),
  );
  socket.on('unexpected-response', (_, { statusCode }) =>
    done({ code: `HTTP ${statusCode}`, message: `Unexpected server response: ${statusCode}` }),
  );
  socket.on('error', (error) => done(failure(error)));
  return () => socket.terminate();
};

const overHttp: Attempting = (asked, way, done) => {
  const { url } = asked;
  const proxy = proxyFor(new URL(url));
  const tunnel = url.startsWith('https:') && proxy ? proxy : socksFor(new URL(url));
  if (tunnel) {
    return throughProxy([tunnel, new URL(url)], way, done, (through) =>
      // An agent would open a connection of its own.
      getPage(asked, way, done, { ...through, agent: undefined }),
    );
  }
  if (!proxy) return getPage(asked, way, done, {});
  way.stage = 'proxy';
  // A request to a proxy has the whole URL (RFC 9112, 3.2.2).
  return getPage(asked, way, done, { ...placeOf(proxy), path: url, headers: loginTo(proxy) });
};

/** Statuses by which a server rejects the request as such (RFC 9110, 15.5). */
const unfit = [400, 407, 421, 426];

/**
 * Whether a status is an answer of the service itself, such as a redirect, a missing page or a page that needs
 * a login. From a proxy that was sent the whole URL, only a success is one.
 */
const answers = (status: number, byProxy: boolean): boolean =>
  status >= 200 && status < (byProxy ? 300 : 500) && !unfit.includes(status);

type Through = Omit<RequestOptions, 'headers'> & { headers?: Record<string, string> };

const getPage = (asked: Ask, way: AttemptProgress, done: Done, through: Through): (() => void) => {
  const { url } = asked;
  const { host } = new URL(url);
  const get = url.startsWith('https:') ? secureGet() : plainGet;
  const request = get(
    url,
    { agent: false, ...trustFor(asked), ...through, headers: { host, ...through.headers } },
    (response) => {
      const { statusCode = 0 } = response;
      const fine = answers(statusCode, through.path !== undefined);
      if (fine) way.stage = 'exchange';
      const message = `${statusCode} ${response.statusMessage}`;
      response
        .resume()
        .on('error', (error) => done(failure(error)))
        .on('end', () => done({ code: fine ? 'connected' : `HTTP ${statusCode}`, message }));
    },
  )
    .on('socket', (socket) => follow(socket, way, new URL(url)))
    .on('error', (error) => done(failure(error)));
  return () => request.destroy();
};

/** A server that rejects the client closes the connection within this time after it is established, in ms. */
const settlesMs = 200;

const overTcp: Attempting = ({ url, reset, says }, way, done) => {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) });
  let said = '';
  let settling: NodeJS.Timeout;
  const stand = (): void =>
    done({
      code: 'connected',
      message: said === '' ? 'the connection stands' : `it says ${said}`,
    });
  follow(socket, way, new URL(url))
    .on('connect', () => {
      if (says !== undefined) return void socket.write(says);
      settling = setTimeout(() => setImmediate(() => setImmediate(stand)), settlesMs);
    })
    .on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
      if (says !== undefined) stand();
    })
    .on('end', () =>
      done({
        code: 'EOF',
        message: `the server closed the connection; it said ${said || 'nothing'}`,
      }),
    )
    .on('error', (error) => done(failure(error)))
    .on('close', () => clearTimeout(settling));
  return () => {
    clearTimeout(settling);
    if (reset) giveUp(socket);
    else socket.destroy();
  };
};

const attempts: Record<string, Attempting> = {
  'ws:': overWebSocket,
  'wss:': overWebSocket,
  'http:': overHttp,
  'https:': overHttp,
  'tcp:': overTcp,
};

/** A finished attempt. Its connection stays open until `stop`. */
export interface EndedAttempt extends OpenConnection {
  ended: AttemptEnd;
  way: AttemptProgress;
  /** By `performance.now()`. */
  startedAt: number;
  stop: () => void;
}

/** Makes one attempt. The caller owns the connection afterwards. */
export async function tryOnce(ask: Ask): Promise<EndedAttempt> {
  const { url, patienceMs, answerMs } = ask;
  if (/^wss?:/.test(url)) ({ WebSocket: OfWs } = await import('ws'));
  const way = begin(new URL(url));
  const startedAt = performance.now();
  let stop = (): void => undefined;
  const { webSocket, ...seen } = await new Promise<Result & OpenConnection & { stage: Stage }>(
    (resolve) => {
      const start = attempts[new URL(url).protocol];
      if (!start) throw new Error(`no plain client for ${url}`);
      const finish: Done = (result) => {
        waiting.end();
        resolve({ ...result, stage: result.code === 'connected' ? 'stay' : way.stage });
      };
      const silent = (): void =>
        finish({
          code: 'silence',
          message: `nothing came back within ${answerMs ?? patienceMs} ms`,
        });
      const waiting = patience(way, patienceMs, silent, answerMs);
      stop = start(ask, way, finish);
    },
  );
  const ended = { url, ...seen, afterMs: Math.round(performance.now() - startedAt) };
  return { ended, way, startedAt, stop, ...(webSocket ? { webSocket } : {}) };
}

/**
 * Makes one attempt, as an ordinary application does. Reports the platform's error text and the stage that
 * was reached; a connected attempt is at the last stage, whether or not data was exchanged.
 */
export async function attempt(ask: Ask): Promise<AttemptEnd> {
  const { ended, stop } = await tryOnce(ask);
  stop();
  return ended;
}
