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
    .replaceAll(/<style>[^]*?<\/style>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/\s+/g, ' ');

test('it needs nothing but itself', () => {
  expect(page).not.toMatch(
    /<(script|img|iframe|object|embed|link(?! rel="icon" href="data:,")|form)\b/,
  );
  expect(page).not.toMatch(/\bon[a-z]+=|url\(|@import|https?:\/\//);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
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
  const [, section = ''] = page.split('>unavailable/ports-held</h3>');
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
    ladderDiagram(packets.get(name)!, server)
      .markup.split('<li ')
      .map((part) => textOf(`<li ${part}`).trim());

  test('reads without its lines', () => {
    expect(ladder('refused/not-listening', '10.77.2.2')).toMatchInlineSnapshot(`
      [
        "client 10.77.1.2 server 10.77.2.2",
        "0.00 ms 10.77.1.2 to 10.77.2.2: SYN :60870 > :8081",
        "0.05 ms 10.77.2.2 to 10.77.1.2: RST-ACK :8081 > :60870",
      ]
    `);
  });

  test('says where a packet was seen, and who else speaks', () => {
    expect(ladder('timeout/security-group', '10.77.2.2')).toMatchInlineSnapshot(`
      [
        "client 10.77.1.2 other 10.77.1.1 server 10.77.2.2",
        "0.00 ms 10.77.1.2 to 10.77.2.2: SYN :56284 > :8080 seen at the client only",
        "0.12 ms 10.77.1.1 to 10.77.1.2: ICMP 3/1 host unreachable about :56284 > :8080",
      ]
    `);
  });

  test('of nothing says so', () => {
    expect(textOf(ladderDiagram({ client: [], server: [] }, undefined).markup)).toContain(
      'No packet was captured, at either end.',
    );
  });

  test('of a capture that cannot be read says why', () => {
    const broken = { client: [], server: { unreadable: 'A capture cannot be read: <b>' } };
    expect(textOf(ladderDiagram(broken, undefined).markup)).toContain('cannot be read: <b>');
  });

  test('of very many packets shows the first of them', () => {
    const client = Array.from({ length: 500 }, (_, index) => ({ ...syn, atMs: index }));
    const text = ladderDiagram({ client, server: [] }, undefined).markup;
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
