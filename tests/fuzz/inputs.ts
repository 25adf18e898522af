import { createHash } from 'node:crypto';
import type { Draw } from './draw.ts';

/** What is sent at once; mostly near to what the grammar wants, since chance alone stays outside. */
export type Grammar = (draw: Draw) => Buffer;

const perhaps = (draw: Draw, bytes: Buffer): Buffer =>
  draw.oneIn(2) ? draw.mutated(bytes) : bytes;

const headers: readonly ((draw: Draw) => string)[] = [
  () => 'Host: shop.test',
  () => 'Connection: Upgrade',
  () => 'Upgrade: websocket',
  (draw) => `Upgrade: ${draw.pick(['h2c', 'websocket, h2c', ''])}`,
  (draw) => `Connection: ${draw.pick(['close', 'keep-alive', 'keep-alive, Upgrade', ','])}`,
  (draw) => `Sec-WebSocket-Version: ${draw.pick(['13', '8', '0', '-1', '13, 13', ''])}`,
  (draw) => `Sec-WebSocket-Key: ${draw.bytes(40).toString('base64')}`,
  () => 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  (draw) => `Sec-WebSocket-Extensions: ${draw.pick(['permessage-deflate', 'x; y="', ';', ''])}`,
  (draw) => `Sec-WebSocket-Protocol: ${draw.pick(['chat', 'chat, chat', '', '\u0000'])}`,
  (draw) => `Content-Length: ${draw.pick(['0', '5', '-1', '99999999999999999999', '5, 5', 'x'])}`,
  (draw) => `Transfer-Encoding: ${draw.pick(['chunked', 'gzip, chunked', 'chunked, x'])}`,
  (draw) => `Expect: ${draw.pick(['100-continue', 'nothing'])}`,
  (draw) => `Cookie: ${'c'.repeat(draw.pick([1, 1000, 20_000]))}`,
  (draw) => `X-${draw.bytes(20).toString('latin1')}: ${draw.bytes(60).toString('latin1')}`,
];

const chunk = (draw: Draw): string =>
  `${draw.pick(['5', '0', 'ffffffffffffffffff', '-1', '5;x=y', 'g'])}\r\nhello\r\n0\r\n\r\n`;

const message = (draw: Draw, start: string): Buffer => {
  const some = Array.from({ length: draw.integer(0, 9) }, () => draw.pick(headers)(draw));
  const body = draw.pick(['', '', 'hello', chunk(draw), draw.bytes(3000).toString('latin1')]);
  const end = draw.pick(['\r\n', '\r\n', '\r\n', '\n']);
  return Buffer.from([start, ...some, '', body].join(end), 'latin1');
};

/** Requests of HTTP/1.1 (RFC 9112). */
export const request: Grammar = (draw) => {
  const method = draw.pick(['GET', 'GET', 'POST', 'HEAD', 'OPTIONS', 'CONNECT', 'PRI', 'get', '']);
  const target = draw.pick(['/', '/x', '*', 'http://shop.test/', 'shop.test:80', '//', '/%00']);
  const version = draw.pick(['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9', '']);
  return perhaps(draw, message(draw, `${method} ${target} ${version}`));
};

/** Responses of HTTP/1.1, interim and final ones. */
export const response: Grammar = (draw) => {
  const status = draw.pick([
    '200',
    '200',
    '101',
    '100',
    '103',
    '204',
    '302',
    '407',
    '999',
    '1',
    'x',
  ]);
  const version = draw.pick(['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'ICE/1.0', 'SSH-2.0', '']);
  return perhaps(draw, message(draw, `${version} ${status} ${draw.pick(['OK', '', '\u0000'])}`));
};

const sizes = [0, 1, 5, 125, 126, 127, 300, 65_535, 65_536];

/** A frame of WebSocket (RFC 6455, 5.2), whose parts need not fit together. */
export const frame: Grammar = (draw) => {
  const payload = Buffer.alloc(draw.oneIn(10) ? draw.pick(sizes) : draw.integer(0, 130), 0x61);
  if (draw.oneIn(3)) draw.bytes(payload.length).copy(payload);
  const claimed = draw.oneIn(8) ? draw.pick([...sizes, 2 ** 31, 2 ** 53]) : payload.length;
  const masked = draw.oneIn(8) ? 0 : 0x80;
  const form = claimed > 65_535 || draw.oneIn(20) ? 127 : claimed > 125 ? 126 : claimed;
  const length = Buffer.alloc(form === 127 ? 8 : form === 126 ? 2 : 0);
  if (form === 127) length.writeBigUInt64BE(BigInt(claimed));
  if (form === 126) length.writeUInt16BE(Math.min(claimed, 65_535));
  const opcode = draw.oneIn(5) ? draw.integer(0, 16) : draw.pick([1, 1, 2, 0, 8, 9, 9, 10]);
  const first =
    (draw.oneIn(4) ? 0 : 0x80) | (draw.oneIn(12) ? draw.integer(1, 8) << 4 : 0) | opcode;
  const key = masked === 0 ? Buffer.alloc(0) : Buffer.alloc(4, draw.integer(0, 256));
  if (opcode === 8 && payload.length > 1) payload.writeUInt16BE(draw.pick([1000, 1005, 999, 5000]));
  const body = payload.map((byte, at) => byte ^ (key[at % 4] ?? 0));
  const whole = Buffer.concat([Buffer.from([first, masked | form]), length, key, body]);
  return draw.oneIn(6) ? draw.mutated(whole) : whole;
};

/** Lines, as mail servers and caches are told them. */
export const lines: Grammar = (draw) => {
  const line = (): string =>
    draw.pick(['HELO shop.test', 'PING', '', 'a'.repeat(5000), draw.bytes(300).toString('latin1')]);
  const some = Array.from({ length: draw.integer(1, 9) }, line);
  return perhaps(draw, Buffer.from(some.join(draw.pick(['\r\n', '\n', '\r'])), 'latin1'));
};

/** A record of TLS (RFC 8446, 5.1) that may hold the beginning of a ClientHello. */
export const record: Grammar = (draw) => {
  const hello = Buffer.from([1, 0, 0, draw.integer(0, 256), 3, 3, ...draw.bytes(600)]);
  const body = draw.oneIn(4) ? draw.bytes(20_000) : hello;
  const claimed = draw.oneIn(4) ? draw.integer(0, 65_536) : Math.min(body.length, 65_535);
  const head = Buffer.from([
    draw.pick([0x16, 0x16, 0x14, 0x15, 0x17, 0x80]),
    3,
    draw.integer(0, 5),
  ]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(claimed);
  return Buffer.concat([head, length, body]);
};

export const anything: Grammar = (draw) => draw.bytes(40_000);

export const upgrade = Buffer.from(
  'GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
);

/** The answer to an upgrade that a client believes (RFC 6455, 4.2.2). */
export const accepted = (asked: string): Buffer => {
  const key = /sec-websocket-key: *(\S+)/i.exec(asked)?.[1] ?? '';
  const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
  const accept = createHash('sha1').update(`${key}${guid}`).digest('base64');
  const start = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade';
  return Buffer.from(`${start}\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
};
