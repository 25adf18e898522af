import { expect, test } from 'vitest';
import { Browser, browserOrSkip } from './browser.ts';

const page = `data:text/html,${encodeURIComponent('<title>a page</title><body style="margin:0;height:2000px"><script>console.log("hello", 1)</script>')}`;

test('a page is opened, read, and taken a picture of', async (context) => {
  await using browser = await Browser.start(browserOrSkip(context));
  await browser.open(page);
  expect(browser.printed).toEqual(['hello 1']);
  expect(await browser.evaluate('document.title')).toBe('a page');
  const png = await browser.screenshot(640);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  // Width and height: PNG (Third Edition), 11.2.1.
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([640, 2000]);
});

test('a program that is no browser is told with what it said', async () => {
  await expect(Browser.start('ls', [])).rejects.toThrow(/ls: unrecognized option/);
});
