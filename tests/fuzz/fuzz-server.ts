import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import * as tls from 'node:tls';
import { attempt } from '../../client/attempt.ts';
import { Authority } from '../../harness/certificate/authority.ts';
import { Draw } from './draw.ts';
import { Fixture, freePort, unsecured, type FuzzTarget } from './fixtures.ts';
import { upgrade } from './inputs.ts';

export interface Fuzzed {
  inputs: number;
  connections: number;
  /** Why the fixture ended; absent where it did not. */
  ended?: string;
  /** What an ordinary client saw of it afterwards. */
  afterwards: string;
}

const atOnce = 64;
const inputsAConnection = 24;

/**
 * Sends what was drawn to a server, over many connections at a time. An input counts that went out over
 * a connection which stood. Each connection follows from the seed and its own number.
 */
export async function fuzzServer(
  target: FuzzTarget,
  inputs: number,
  seed: number,
): Promise<Fuzzed> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'badconn-fuzz-'));
  const secure: Record<string, string> = target.scheme === 'wss' ? { tls: keyIn(folder) } : {};
  const flags = { address: '127.0.0.1', port: String(port), ...target.flags, ...secure };
  const argv = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const fixture = new Fixture(target.program, argv);
  await fixture.printed('listening');
  await rm(folder, { recursive: true });
  let [sent, connections] = [0, 0];
  const work = async (): Promise<void> => {
    while (sent < inputs && fixture.ended === undefined) {
      const went = await converse(target, port, new Draw(seed * 1_000_003 + connections++));
      sent += went;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const url = `${target.scheme}://127.0.0.1:${port}/`;
  const { code, message } = await attempt({ url, patienceMs: 10_000 });
  const { ended } = fixture;
  fixture.stop();
  const afterwards = `${code}: ${message}`;
  return { inputs: sent, connections, afterwards, ...(ended === undefined ? {} : { ended }) };
}

/** A file with the key of 127.0.0.1, and certificates that this process trusts. */
function keyIn(folder: string): string {
  const authority = new Authority({
    ...{ domain: 'shop.test', ownNames: {}, certificateAgeMs: 0 },
    allAddresses: { server: ['127.0.0.1'] },
  });
  tls.setDefaultCACertificates([authority.root]);
  const file = join(folder, 'server.pem');
  writeFileSync(file, authority.pemOf('server', {}), { mode: 0o600 });
  return file;
}

/** One connection, until one of both ends it; resolves to how many inputs went out. */
async function converse(target: FuzzTarget, port: number, draw: Draw): Promise<number> {
  const plain = connect(port, '127.0.0.1');
  const isSecure = target.scheme === 'wss' && !draw.oneIn(3);
  const socket = isSecure ? tls.connect({ socket: plain, rejectUnauthorized: false }) : plain;
  const grammars = target.scheme === 'wss' && !isSecure ? unsecured : target.grammars;
  let [isOver, heard] = [false, 0];
  const over = (): void => void (isOver = true);
  // Now and then a client does not read what comes back.
  if (!draw.oneIn(10)) socket.on('data', () => (heard += 1));
  socket.on('error', over).on('close', over).on('end', over);
  await once(socket, isSecure ? 'secureConnect' : 'connect').catch(() => undefined);
  const upgrades = target.after !== undefined && grammars !== unsecured && draw.oneIn(2);
  if (upgrades) {
    socket.write(upgrade);
    for (let waits = 0; heard === 0 && !isOver && waits < 200; waits += 1) await sleep(1);
  }
  let sent = 0;
  // Now and then it goes away with all that was said unread.
  for (const most = draw.integer(1, inputsAConnection); sent < most && !isOver; sent += 1) {
    const grammar = upgrades && target.after ? target.after : draw.pick(grammars);
    await put(socket, grammar(draw), draw);
    const before = heard;
    for (let waits = 0; waits < 3 && !isOver && heard === before; waits += 1) await turn();
  }
  if (draw.oneIn(4)) socket.end();
  if (draw.oneIn(3)) await sleep(2);
  // Node resets no stream of TLS.
  if (isSecure) socket.destroy();
  else plain.resetAndDestroy();
  return sent;
}

/** Whole, or in many small writes. */
async function put(socket: Socket, bytes: Buffer, draw: Draw): Promise<void> {
  if (!draw.oneIn(8)) {
    socket.write(bytes);
    return;
  }
  socket.setNoDelay(true);
  for (let at = 0; at < bytes.length && at < 200; at += 1) {
    socket.write(bytes.subarray(at, at + 1));
    if (at % 16 === 0) await turn();
  }
  socket.write(bytes.subarray(200));
}
