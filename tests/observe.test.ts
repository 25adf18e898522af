import { expect, test } from 'vitest';
import type { Event } from '../harness/events.ts';
import { caseOf, ran } from './fake-case.ts';
import type { FakePacket } from './fake-capture.ts';
import type { FakeLab, FakeWorld } from './fake-lab.ts';
import { endsOf, wrongCase } from './wrong-scenarios.ts';

const observed = (events: readonly Event[]) =>
  endsOf(events).find(({ phase }) => phase === 'observe');

const addressOf = (lab: FakeLab, host: string): string =>
  lab.spec.hosts.find(({ name }) => name === host)?.interfaces[0]?.addresses[0]?.split('/')[0] ??
  '';

let attempts = 0;

/** From the second attempt on, a client is refused by another machine than its file says. */
const refusedBy =
  (from: string, server: (lab: FakeLab) => string): NonNullable<FakeWorld['sees']> =>
  (sight, lab) => {
    attempts += 1;
    if (attempts === 1) return { ...sight, code: 'connected' };
    const port = [...lab.services][0]?.port ?? Number(/:(\d+)/.exec(sight.message)?.[1]);
    const syn: FakePacket = {
      ...{ from: [addressOf(lab, from), 40_000], to: [server(lab), port] },
      ...{ flags: 'SYN', sequence: 7 },
    };
    const reset: FakePacket = { ...syn, from: syn.to, to: syn.from, flags: 'RST' };
    const packets = new Map([['client', [syn, reset]]]);
    return { code: 'ECONNREFUSED', message: 'refused', packets };
  };

const wireAt = async (name: string, sees: NonNullable<FakeWorld['sees']>) => {
  attempts = 0;
  return observed((await ran(caseOf(name), { sees })).events)?.wire;
};
const stranger = (): string => '10.9.9.9';

test('who answers for a name that a resolver is asked for is not known beforehand', async () => {
  const name = 'refused/dns-wrong-server';
  expect(await wireAt(name, refusedBy('client', stranger))).toEqual({
    client: 'SYN > RST',
    server: 'nothing sent',
  });
});

test('where no resolver has a say, another machine is another conversation', async () => {
  // By default the client is set to an address, so that nobody is asked for a name.
  const name = 'refused/loopback-bind';
  const none = { client: 'nothing sent', server: 'nothing sent' };
  expect(await wireAt(name, refusedBy('client', stranger))).toEqual(none);
  const right = (lab: FakeLab): string => addressOf(lab, 'server');
  expect(await wireAt(name, refusedBy('client', right))).toMatchObject({ client: 'SYN > RST' });
  // Nor do packets of another host than the client count.
  expect(await wireAt(name, refusedBy('server', right))).toEqual(none);
});

test('a proxy connects for the client: its packets count, to whoever it takes', async () => {
  const name = 'refused/client-proxy-denies (http_proxy)';
  const wire = await wireAt(name, refusedBy('proxy', stranger));
  expect(wire).toEqual({ client: 'SYN > RST', server: 'nothing sent' });
});

test('silence is waited for as long as silence takes, and an answer longer', async () => {
  const waited = async (name: string): Promise<number | undefined> =>
    observed((await ran(name.includes('/') ? caseOf(name) : await wrongCase(name))).events)?.attempt
      ?.afterMs;
  expect(await waited('timeout/host-firewall-drop')).toBe(600);
  expect(await waited('harmless-change-does-harm')).toBe(5000);
});

test('the report is of before and after one attempt', async () => {
  const { events } = await ran(caseOf('refused/not-listening'));
  const asked = events.filter((event) => event.type === 'diagnosed');
  const { server } = asked[1]!.conversation.request;
  expect(server).toMatchObject({ protocol: 1, attempts: 1 });
  expect(server).toHaveProperty('before');
  expect(server).toHaveProperty('after');
});

test('the message tells the packets at both ends', async () => {
  const { events } = await ran(await wrongCase('wrong-packets-at-client'));
  expect(observed(events)?.error).toContain(
    '\n  packets at the client: SYN > nothing\n  packets at the server: nothing sent\n',
  );
});

test('the report is read by the collector, in the host of the target', async () => {
  const { labs } = await ran(caseOf('refused/not-listening'));
  expect(labs[0]?.done.filter((line) => line.endsWith(': sh -s'))).toEqual([
    'server: sh -s',
    'server: sh -s',
  ]);
});
