import type { IncomingMessage, RequestOptions } from 'node:http';
import type { Duplex } from 'node:stream';
import { json } from 'node:stream/consumers';

/** A normal import would evaluate all its exports, including undici. */
const http = process.getBuiltinModule('node:http');

/** An error in the form of dockerode's, whose callers read `statusCode`. */
async function refusal(response: IncomingMessage): Promise<Error> {
  const { statusCode, statusMessage } = response;
  const said = (await json(response).catch(() => ({}))) as { message?: string };
  const text = `(HTTP code ${statusCode}) ${statusMessage} - ${said.message ?? 'no reason given'}`;
  return Object.assign(new Error(text), { statusCode });
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with query. */
  path: string;
  /** An object is sent as JSON, a buffer as a tar archive. */
  body?: object | Buffer;
  signal?: AbortSignal | undefined;
}

function send(socketPath: string, { method, path, body, signal }: Call, more: object) {
  const isTar = Buffer.isBuffer(body);
  const content = isTar ? body : body === undefined ? '' : JSON.stringify(body);
  const options: RequestOptions = {
    ...{ socketPath, method, path, ...(signal === undefined ? {} : { signal }) },
    headers: {
      host: 'engine',
      'content-type': isTar ? 'application/x-tar' : 'application/json',
      'content-length': Buffer.byteLength(content),
      ...more,
    },
  };
  const request = http.request(options);
  request.end(content);
  return request;
}

/**
 * One call of the engine's API (docs.docker.com/reference/api/engine). Resolves to the response, undefined if it is
 * empty. Rejects with an `Error` with `statusCode` if the engine refuses.
 */
export function call(socketPath: string, what: Call): Promise<unknown> {
  return new Promise((resolve, reject) => {
    send(socketPath, what, {})
      .once('error', reject)
      .once('response', (response) => {
        const { statusCode = 500 } = response;
        if (statusCode >= 400) return void refusal(response).then(reject);
        const isEmpty = statusCode === 204 || statusCode === 304;
        if (isEmpty) return void response.resume().once('end', () => resolve(undefined));
        return void json(response).then(resolve, () => resolve(undefined));
      });
  });
}

/** A call whose connection becomes a stream: stdin in one direction, outputs in the other. */
export function hijack(socketPath: string, what: Call): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    send(socketPath, what, { connection: 'Upgrade', upgrade: 'tcp' })
      .once('error', reject)
      .once('upgrade', (_, socket: Duplex, head: Buffer) => {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      })
      .once('response', (response) => void refusal(response).then(reject));
  });
}
