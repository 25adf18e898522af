import { expect, test } from 'vitest';
import { sampleClientPage } from '../../tests/sample-client.ts';
import { hostileTexts } from '../report/sample-hostile.ts';

const page = sampleClientPage('<all> is well');
/** What is read, without what is only seen. */
const text = page
  .replaceAll(/<style>[^]*?<\/style>/g, '')
  .replaceAll(/<[^>]*>/g, ' ')
  .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
  .replaceAll(/\s+/g, ' ');

test('each failure has its row, what the client said, and its packets', () => {
  expect(text).toContain('badconn client 1 of 2 right');
  expect(text).toContain('refused/not-listening ✓ right 0.1 s goes on 2, after 1.0 s 0.8 s kind');
  expect(text).toContain('What it said <all> is well');
  expect(text).toContain('✗ server: the service is not running');
  expect(text).toMatch(
    /Packets while it was broken, at both ends .* ■ 10\.77\.2\.2 to 10\.77\.1\.2: RST-ACK/,
  );
  // One that has ended is served by no mend.
  expect(text.match(/Packets after the mend/g)).toHaveLength(1);
  expect(text).toContain('Again: npx badconn client cmd:./app refused/not-listening');
});

test('it loads nothing, runs no script, and every link leads to an element', () => {
  expect(page).toContain(`default-src 'none'; style-src 'sha256-`);
  expect(page).not.toMatch(/<(script|img|iframe|object|embed|form)\b|\bstyle="/);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
  const links = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id!);
  expect(new Set(ids).size).toBe(ids.length);
  expect(links.length).toBeGreaterThan(4);
  expect(links.filter((id) => !ids.includes(id))).toEqual([]);
});

test.each(hostileTexts)('a client makes no markup of %j', (said) => {
  const tags = (html: string): string[] =>
    html.match(/<[^>]*>/g)!.map((tag) => tag.replaceAll(/"[^"]*"/g, ''));
  const html = sampleClientPage(said);
  expect(tags(html)).toEqual(tags(sampleClientPage('x')));
  expect(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.exec(html)).toBe(null);
});
