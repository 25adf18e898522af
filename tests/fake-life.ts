import type { FakePacket } from './fake-capture.ts';
import type { FakeSight } from './fake-network.ts';

const hello = 'hello';

/** What is said on a connection that has come about: a question, and its answer. */
export function answered(met: FakeSight): FakeSight {
  const [syn, back] = met.packets.get('client') ?? [];
  if (met.code !== 'connected' || !syn || !back) return met;
  const question: FakePacket = {
    ...{ ...syn, flags: 'ACK' },
    says: { text: hello, client: 0, server: 0 },
  };
  const answer: FakePacket = {
    ...{ ...back, flags: 'ACK' },
    says: { text: hello, client: hello.length, server: 0 },
  };
  return { ...met, packets: each(met, (packets) => [...packets, question, answer]) };
}

/**
 * How a connection goes on that was `held`, where a new one would meet `now`: a service that is gone has closed
 * it, a rule that discards leaves its question without an answer.
 */
export function goneOn(held: FakeSight, now: FakeSight): FakeSight {
  const [syn, back] = held.packets.get('client') ?? [];
  if (!syn || !back) return now;
  const said = { client: hello.length, server: hello.length };
  const question: FakePacket = { ...syn, flags: 'ACK', says: { text: hello, ...said } };
  const answer = (flags: 'ACK' | 'FIN', text = ''): FakePacket => ({
    ...{ ...back, flags },
    says: { text, client: said.client + text.length, server: said.server },
  });
  const sees = (code: string, ...packets: FakePacket[]): FakeSight => ({
    ...{ code, message: code },
    packets: each(held, () => packets),
  });
  if (now.code === 'connected') return sees('connected', question, answer('ACK', hello));
  if (now.code === 'silence') return sees('silence', question, question);
  return sees('close 1006', answer('FIN'));
}

const each = (
  { packets }: FakeSight,
  make: (packets: FakePacket[]) => FakePacket[],
): Map<string, FakePacket[]> =>
  new Map([...packets].map(([host, its]): [string, FakePacket[]] => [host, make(its)]));
