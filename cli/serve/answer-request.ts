import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isBadconnError } from '../../harness/errors.ts';
import type { Markup } from '../../harness/report/markup.ts';
import { isSameSecret } from '../../harness/same-secret.ts';
import { cookieFor, cookieIn, hostIn, isOwnOrigin, type Gate, type GuessLimit } from './gate.ts';
import type { Assets } from './assets.ts';
import type { People } from './people.ts';
import { doorPage, joinPage, livePage } from './view/pages.ts';

/** A form with a name and a code, in bytes. */
const largestForm = 4096;

/**
 * Content security policy: resources, frames and form targets of this server only. Style elements need the nonce,
 * which the terminals set on theirs.
 */
const policy = (nonce: string, host: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `connect-src 'self' ws://${host}`,
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const always = {
  'X-Content-Type-Options': 'nosniff',
  // The owner's address contains the token. Under `no-referrer` a form would send no origin (Fetch, 3.2).
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** What responses are built from. */
export interface Reception {
  readonly gate: Gate;
  readonly people: People;
  readonly assets: Assets;
  readonly guesses: GuessLimit;
  readonly port: number;
}

export async function answerRequest(
  server: Reception,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { gate, people, assets, port, guesses } = server;
  const host = hostIn(request.headers, gate, port);
  const nonce = randomBytes(16).toString('base64');
  const send = (status: number, page: Markup, more: Record<string, string> = {}): void => {
    response.writeHead(status, {
      ...always,
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': policy(nonce, host ?? ''),
      ...more,
    });
    response.end(request.method === 'HEAD' ? undefined : `<!doctype html>\n${page.markup}`);
  };
  const goTo = (path: string, secret: string): void => {
    response.writeHead(303, { ...always, Location: path, 'Set-Cookie': cookieFor(secret, port) });
    response.end();
  };
  if (host === undefined) return send(421, doorPage('This server is not called that.'));
  const url = URL.parse(request.url ?? '', `http://${host}`);
  if (url === null) return send(400, doorPage('This is no address.'));
  const asset = assets[url.pathname];
  if (asset !== undefined && isRead(request)) {
    response.writeHead(200, { ...always, 'Content-Type': asset.type, 'Cache-Control': 'no-cache' });
    response.end(request.method === 'HEAD' ? undefined : asset.content);
    return;
  }
  if (url.pathname === '/join' && request.method === 'POST' && gate.code !== undefined) {
    if (!isOwnOrigin(request.headers, host)) return send(403, doorPage('Another page asks.'));
    const form = new URLSearchParams(await bodyOf(request));
    const [name, code] = [form.get('name') ?? '', form.get('code') ?? ''];
    if (!guesses.allows(Date.now()))
      return send(429, joinPage(nonce, 'Too many wrong codes were sent. Wait for a minute.', name));
    if (!isSameSecret(code.replaceAll(/\s/g, '').toUpperCase(), gate.code)) {
      guesses.failed(Date.now());
      return send(403, joinPage(nonce, 'The code is wrong.', name));
    }
    try {
      return goTo('/', people.join(name));
    } catch (error) {
      if (!isBadconnError(error)) throw error;
      return send(403, joinPage(nonce, error.shortMessage, name));
    }
  }
  if (!isRead(request))
    return send(405, doorPage('Pages are only read here.'), { Allow: 'GET, HEAD' });
  const token = url.searchParams.get('token');
  if (token !== null && url.pathname === '/') {
    if (!guesses.allows(Date.now()))
      return send(429, doorPage('Too many wrong tokens were sent. Wait for a minute.'));
    if (isSameSecret(token, gate.token))
      return goTo(gate.code === undefined ? '/' : '/board', people.letOwnerIn());
    guesses.failed(Date.now());
    return send(403, doorPage('The token is wrong. Open the address that badconn serve printed.'));
  }
  const person = people.find(cookieIn(request.headers, port));
  if (person === undefined) {
    return gate.code === undefined
      ? send(403, doorPage('Open the address that badconn serve printed: its token lets you in.'))
      : send(200, joinPage(nonce));
  }
  if (url.pathname === '/') return send(200, livePage(nonce, 'lesson'));
  if (url.pathname === '/board' && person.isOwner && gate.code !== undefined)
    return send(200, livePage(nonce, 'board'));
  return send(404, doorPage('There is no such page.'));
}

const isRead = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > largestForm) throw new Error('a form that is too long');
  }
  return text;
}
