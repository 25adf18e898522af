import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Packet } from '../../witness/pcap.ts';
import { sampleEvents } from '../sample-events.ts';
import { eventsSaying, hostileTexts } from '../sample-hostile.ts';
import { ladderDiagram } from './ladder.ts';
import { htmlReport } from './page.ts';
import { pageRun } from '../../../tests/sample-page.ts';

const page = htmlReport([pageRun()]);
/** What is read, without what is only seen. */
const textOf = (html: string): string =>
  html
    .replaceAll(/<(style|script)>[^]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/\s+/g, ' ');

test('it needs nothing but itself, and runs no script but its own', () => {
  expect(page).not.toMatch(/<(img|iframe|object|embed|link(?! rel="icon" href="data:,")|form)\b/);
  expect(page).not.toMatch(
    /\b(on[a-z]+|style)="|url\(|@import|https?:\/\/(?!www\.w3\.org\/2000\/svg")/,
  );
  const hashes = ['style', 'script'].map((name) => {
    const [, text = ''] = new RegExp(`<${name}>([^]*?)</${name}>`).exec(page) ?? [];
    return `${name}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  });
  expect(page.match(/<(style|script)\b/g)).toEqual(['<style', '<script']);
  expect(page).toContain(
    `content="default-src 'none'; ${hashes.join('; ')}; img-src data:; base-uri 'none'; form-action 'none'"`,
  );
});

test('every link leads to an element, and no id is given twice', () => {
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
  const links = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id!);
  expect(new Set(ids).size).toBe(ids.length);
  expect(links.length).toBeGreaterThan(27);
  expect(links.filter((id) => !ids.includes(id))).toEqual([]);
});

test('dangerous mistakes come first, in words', () => {
  const text = textOf(page);
  expect(text).toMatch(/Dangerous mistakes: 1 .* healthy\/icmp-blocked at client: /);
  expect(text.indexOf('Dangerous mistakes')).toBeLessThan(text.indexOf('Verdicts by scenario'));
  expect(text).toContain('⚠\ufe0e DANGEROUS');
});

test('a run without any says so', () => {
  const plain = sampleEvents().filter(
    (event) => !('case' in event) || event.case === 'healthy/plain',
  );
  expect(textOf(htmlReport([pageRun(plain)]))).toContain('No dangerous mistakes.');
});

test('a case that was not judged shows why, and no grade', () => {
  const [, section = ''] = page.split('>unavailable/ports-held</a></h3>');
  const text = textOf(section.split('</section>')[0]!);
  expect(text).toContain('inconclusive (baseline)');
  expect(text).toContain('Next: badconn exec unavailable/ports-held');
  expect(text).not.toContain('exact');
});

test('a verdict shows evidence, remedy, what was printed and the transcript', () => {
  const text = textOf(page);
  expect(text).toContain('was answered by a reset after 0.4 ms not-listening');
  expect(text).toContain('Breaches of the contract: the answer has no id');
  expect(text).toContain('Printed on stdout starting up { "answer": 1');
  expect(text).toContain('Transcript (stderr) probe 1: done probe 2: done');
  expect(text).toContain(
    "npx badconn run refused/not-listening --seed 7e577e577e577e577e577e577e577e57 --diagnoser 'cmd:./my diagnoser' --keep",
  );
});

test('the head says when, where and of what the run was', () => {
  const { card, packets } = pageRun();
  const machine = { system: 'Linux x64', kernel: '6.1.0', cpus: 2, node: 'v24.1.0' };
  const run = { ...card.run, startedAtMs: 0, machine, engine: 'docker', commit: '0123456789ab' };
  const text = textOf(htmlReport([{ card: { ...card, run }, packets }]));
  expect(text).toContain(
    `Date 1970-01-01 00:00 UTC Machine Linux x64, 2 CPUs, Node 24.1.0 Kernel 6.1.0 Labs docker badconn ${card.run.version} Commit 0123456789ab`,
  );
});

test('a case has its lesson, its network and the place of the fault', () => {
  const [, section = ''] = page.split('id="case:refused/not-listening"');
  const [own = ''] = section.split('</section>');
  expect(textOf(own)).toContain('Sources. RFC 9293, 3.5');
  expect(own).toMatch(
    /<svg [^>]*aria-label="Network 1: client 10\.77\.1\.2, .*The fault is on: router\./,
  );
  expect(textOf(own)).toContain('✗ router: the router rejects');
});

test('runs stand side by side, and what one of them lacks is said', () => {
  const short = sampleEvents().filter(
    (event) => event.type === 'run-started' || !('case' in event) || event.case === 'healthy/plain',
  );
  const text = textOf(htmlReport([pageRun(), pageRun(short)]));
  expect(text).toContain('cmd:./my diagnoser, run 1');
  expect(text).toContain('cmd:./my diagnoser, run 2');
  expect(text).toContain('– not run');
});

const ends = { source: '10.0.0.1', destination: '10.0.0.2', ttl: 64 };
const tcp = { kind: 'tcp', atMs: 0, ...ends, sourcePort: 40_000, destinationPort: 80 } as const;

describe('a ladder', () => {
  const { packets } = pageRun();
  const syn: Packet = { ...tcp, flags: ['SYN'], sequence: 1, acknowledgement: 0, payloadBytes: 0 };
  const ladder = (name: string, server: string): string[] =>
    ladderDiagram({ ...packets.get(name)!, serverAddress: server })
      .markup.split('<li ')
      .map((part) => textOf(`<li ${part}`).trim());

  test('reads without its lines', () => {
    expect(ladder('refused/not-listening', '10.77.2.2')).toMatchInlineSnapshot(`
      [
        "client 10.77.1.2 server 10.77.2.2",
        "0.00 ms 10.77.1.2 to 10.77.2.2: SYN :60870 > :8081",
        "0.05 ms ■ 10.77.2.2 to 10.77.1.2: RST-ACK :8081 > :60870",
      ]
    `);
  });

  test('says where a packet was seen, and who else speaks', () => {
    expect(ladder('timeout/security-group', '10.77.2.2')).toMatchInlineSnapshot(`
      [
        "client 10.77.1.2 other 10.77.1.1 server 10.77.2.2",
        "0.00 ms 10.77.1.2 to 10.77.2.2: SYN :56284 > :8080 seen at the client only",
        "0.12 ms ◆ 10.77.1.1 to 10.77.1.2: ICMP 3/1 host unreachable about :56284 > :8080",
      ]
    `);
  });

  const faults = [{ on: 'router', says: 'the router discards' }];
  const network = pageRun().card.scenarios[0]!.cases[0]!.network!;
  const said = (sightings: { client?: Packet[]; server?: Packet[] }, at = faults): string[] =>
    ladderDiagram({ client: [], server: [], ...sightings, network, faults: at })
      .markup.split('<li ')
      .map((part) => textOf(`<li ${part}`).trim());
  const between = { ...syn, source: '10.77.1.2', destination: '10.77.2.2' };
  const reply: Packet = {
    ...{ ...between, atMs: 1, source: '10.77.2.2', destination: '10.77.1.2' },
    ...{ sourcePort: 80, destinationPort: 40_000, flags: ['SYN', 'ACK'], acknowledgement: 2 },
  };

  test('has a lane for each host in the order of the path, those that saw nothing too', () => {
    const [heads] = said({ client: [between], server: [between] });
    expect(heads).toBe(
      'client 10.77.1.2 router ✗ 10.77.1.1 10.77.2.1 server 10.77.2.2 other 10.77.2.9',
    );
  });

  test('marks a packet where it vanished', () => {
    const sent = 'SYN :40000 > :80';
    const [, onTheWay] = said({ client: [between] });
    expect(onTheWay).toContain(`${sent} vanished at: router`);
    const [, , back] = said({ client: [between], server: [between, reply] });
    expect(back).toContain('SYN-ACK :80 > :40000 vanished at: router');
    const onServer = [{ on: 'server', says: 'the server discards' }];
    const both = { client: [between], server: [between] };
    expect(said(both, onServer)[1]).toContain(`${sent} dropped at: server`);
    const answered = { client: [between, reply], server: [between, reply] };
    expect(said(answered, onServer)[1]).not.toContain('dropped');
    expect(said({ client: [between] }, onServer)[1]).toContain(`${sent} vanished at: server`);
    expect(said({ client: [between] }, [])[1]).toContain(`${sent} seen at the client only`);
  });

  test('says in whose name a reply was sent that the server never sent', () => {
    const [, , forged] = said({ client: [between, reply], server: [between] });
    expect(forged).toContain('seen at the client only, in the name of: server');
  });

  test('tells a segment that was sent again', () => {
    const later = { ...between, atMs: 1000 };
    const [, first, second] = said({ client: [between, later], server: [between, later] });
    expect(first).not.toContain('again');
    expect(second).toMatch(/^1\.00 s .* again/);
  });

  test('of nothing says so', () => {
    expect(textOf(ladderDiagram({ client: [], server: [] }).markup)).toContain(
      'No packet was captured, at either end.',
    );
  });

  test('of a capture that cannot be read says why', () => {
    const broken = { client: [], server: { unreadable: 'A capture cannot be read: <b>' } };
    expect(textOf(ladderDiagram(broken).markup)).toContain('cannot be read: <b>');
  });

  test('of very many packets shows the first of them', () => {
    const client = Array.from({ length: 500 }, (_, index) => ({ ...syn, atMs: index }));
    const text = ladderDiagram({ client, server: [] }).markup;
    expect(text.match(/<li /g)).toHaveLength(80);
    expect(text).toContain('and 420 more packets');
  });
});

describe('a diagnoser', () => {
  /** Every tag with the names of its attributes. */
  const tags = (html: string): string[] =>
    html.match(/<[^>]*>/g)!.map((tag) => tag.replaceAll(/"[^"]*"/g, ''));
  const frame = tags(htmlReport([pageRun(eventsSaying('x'))]));

  test.each(hostileTexts)('makes no markup of %j', (text) => {
    const html = htmlReport([pageRun(eventsSaying(text))]);
    const made = tags(html);
    expect(made.length).toBe(frame.length);
    expect(made.filter((tag, index) => tag !== frame[index])).toEqual([]);
    expect(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.exec(html)).toBe(null);
  });

  test('cannot fill the page', () => {
    const html = htmlReport([pageRun(eventsSaying('<&"> spam\n'.repeat(200_000)))]);
    expect(html.length).toBeLessThan(18 * 450_000);
  });
});
