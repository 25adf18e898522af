import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { htmlReport, type PageRun } from '../harness/report/page/page.ts';
import { sampleClientPage } from './sample-client.ts';
import { pageRun } from './sample-page.ts';
import { eventsSaying, hostileTexts } from '../harness/report/sample-hostile.ts';
import { Browser, browserOrSkip } from './browser.ts';

let folder = '';
let shared: Promise<Browser> | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'badconn-page-'));
});

afterAll(async () => {
  await (await shared)?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

interface Look {
  width?: number;
  media?: 'screen' | 'print';
  scheme?: 'light' | 'dark';
}

/** Opens the page of some runs, with all that is folded unfolded. */
const open = (context: TestContext, runs: readonly PageRun[], look: Look = {}) =>
  openPage(context, htmlReport(runs), look);

async function openPage(context: TestContext, page: string, look: Look = {}) {
  const browser = await (shared ??= Browser.start(browserOrSkip(context)));
  const file = join(folder, 'page.html');
  await writeFile(file, page);
  await browser.emulate(look.media ?? 'screen', look.scheme);
  await browser.open(pathToFileURL(file).href);
  if (look.width !== undefined) await browser.screenshot(look.width);
  await browser.evaluate(
    `document.querySelectorAll('details').forEach((one) => (one.open = true))`,
  );
  return browser;
}

test.for([
  [400, 'runs'],
  [1280, 'runs'],
  [400, 'a client'],
  [1400, 'a client'],
] as const)('nothing hangs out of a page %i pixels wide, of %s', async ([width, of], context) => {
  const page = of === 'runs' ? htmlReport([pageRun(), pageRun()]) : sampleClientPage('said');
  const browser = await openPage(context, page, { width });
  const facts = await browser.evaluate(`({
    window: innerWidth,
    page: document.documentElement.scrollWidth,
    out: [...document.querySelectorAll('main *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
      .filter((one) => one.closest('.scroll') === null)
      .map((one) => one.outerHTML.slice(0, 80)),
  })`);
  expect(facts).toEqual({ window: width, page: width, out: [] });
});

test('nothing is wider than a sheet of paper', async (context) => {
  // A4 with margins of 10 mm, at 96 pixels an inch.
  const browser = await open(context, [pageRun(), pageRun()], { width: 718, media: 'print' });
  const out = await browser.evaluate(`[...document.querySelectorAll('body *')]
    .filter((one) => one.checkVisibility() && one.closest('.unseen') === null)
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
    .map((one) => one.outerHTML.slice(0, 80))`);
  expect(out).toEqual([]);
});

test('each verdict of the grid is seen, and leads to one that can be seen', async (context) => {
  const browser = await open(context, [pageRun()]);
  const links = (await browser.evaluate(`
    document.querySelectorAll('details').forEach((one) => (one.open = false));
    [...document.querySelectorAll('.grid .verdict a')].map((link) => {
      link.click();
      const target = document.querySelector(':target');
      const { top, height } = target.getBoundingClientRect();
      return { words: link.innerText.trim(), isThere: height > 0 && top >= 0 && top < innerHeight };
    })`)) as { words: string; isThere: boolean }[];
  expect(links.map(({ words }) => words)).toMatchInlineSnapshot(`
    [
      "⚠︎ DANGEROUS",
      "✓ exact",
      "✓ exact",
      "✓ exact",
      "✗ unsupported",
      "✗ bad-output",
      "✓ narrowest",
      "✓ exact",
      "✗ vague",
      "✗ wrong",
      "✗ no-answer",
      "✗ crashed",
      "✗ timed-out",
      "✓ exact",
      "? invalid-scenario (observe)",
      "? invalid-scenario (observe)",
      "? inconclusive (baseline)",
      "? inconclusive (baseline)",
    ]
  `);
  expect(links.filter(({ isThere }) => !isThere)).toEqual([]);
});

test('a dangerous mistake stands out without its colours', async (context) => {
  const browser = await open(context, [pageRun()]);
  const looks = (await browser.evaluate(`
    [...document.querySelectorAll('.grid .verdict')].map((cell) => {
      const { fontWeight, outlineStyle, outlineWidth } = getComputedStyle(cell);
      const look = [fontWeight, outlineStyle, outlineWidth].join(' ');
      return { isDangerous: cell.innerText.includes('DANGEROUS'), look };
    })`)) as { isDangerous: boolean; look: string }[];
  const of = (dangerous: boolean) =>
    new Set(looks.filter(({ isDangerous }) => isDangerous === dangerous).map(({ look }) => look));
  expect([...of(true)]).toEqual(['800 double 3px']);
  expect([...of(false)].filter((look) => look.includes('double'))).toEqual([]);
});

test.for(['light', 'dark'] as const)(
  '%s: every text keeps its contrast',
  async (scheme, context) => {
    const browser = await open(context, [pageRun()], { scheme });
    // WCAG 2.2, 1.4.3: at least 4.5 : 1, by its formula of relative luminance.
    const poor = await browser.evaluate(`(() => {
    const rgba = (text) => text.match(/[\\d.]+/g).map(Number);
    const groundOf = (one) => {
      const ground = rgba(getComputedStyle(one).backgroundColor);
      if (ground.length === 3 || ground[3] > 0) return ground;
      return one.parentElement ? groundOf(one.parentElement) : [255, 255, 255];
    };
    const luminance = (colour) => {
      const [red, green, blue] = colour.slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const hasText = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    return [...document.querySelectorAll('body *')].filter(hasText).flatMap((one) => {
      const both = [luminance(rgba(getComputedStyle(one).color)), luminance(groundOf(one))];
      const ratio = (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
      return ratio < 4.5 ? [one.outerHTML.slice(0, 80) + ' ' + ratio.toFixed(2)] : [];
    });
  })()`);
    expect(poor).toEqual([]);
  },
);

test('arrows of a ladder reach from lifeline to lifeline', async (context) => {
  const browser = await open(context, [pageRun()]);
  const arrows = (await browser.evaluate(`
    [...document.querySelectorAll('.ladder li')].map((rung) => {
      const middle = (one) => one.getBoundingClientRect().left;
      const lines = [...rung.querySelectorAll('i')].map(middle);
      const { left, right } = rung.querySelector('.arrow').getBoundingClientRect();
      return [left, right].map((end) => lines.findIndex((line) => Math.abs(line - end) < 1.5));
    })`)) as number[][];
  expect(arrows.length).toBeGreaterThan(10);
  expect(new Set(arrows.map((ends) => ends.join(' to ')))).toEqual(
    new Set(['0 to 1', '0 to 2', '1 to 2']),
  );
});

test.for([
  ['screen', false],
  ['print', true],
] as const)('on %s, whether the folded is there: %s', async ([media, isThere], context) => {
  const browser = await open(context, [pageRun()], { media });
  const seen = await browser.evaluate(`
    document.querySelectorAll('details').forEach((one) => (one.open = false));
    [...document.querySelectorAll('details pre')].map((one) => one.checkVisibility())`);
  expect(new Set(seen as boolean[])).toEqual(new Set([isThere]));
});

test('whatever a diagnoser has printed, the browser builds the same page', async (context) => {
  const build = async (text: string): Promise<unknown> => {
    const browser = await open(context, [pageRun(eventsSaying(text))]);
    return browser.evaluate(`({
      title: document.title,
      elements: [...document.querySelectorAll('*')]
        .map((one) => one.localName + [...one.attributes].map(({ name }) => ' ' + name).join(''))
        .join(),
    })`);
  };
  const plain = await build('x');
  for (const text of hostileTexts) expect(await build(text), text).toEqual(plain);
  expect((await shared)?.printed).toEqual([]);
});

interface Violation {
  id: string;
  nodes: { html: string }[];
}

test.for([
  ['light', 1400, 'runs'],
  ['dark', 400, 'runs'],
  ['light', 1400, 'a client'],
  ['dark', 400, 'a client'],
] as const)(
  'axe-core finds nothing amiss, %s, %i pixels wide, of %s',
  async ([scheme, width, of], context) => {
    const page = of === 'runs' ? htmlReport([pageRun(), pageRun()]) : sampleClientPage('said');
    const browser = await openPage(context, page, { scheme, width });
    const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
    const found = (await browser.evaluate(
      `${axe}; axe.run().then(({ violations, passes }) => ({ violations, passed: passes.length }))`,
    )) as { violations: Violation[]; passed: number };
    const told = found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    expect(told).toEqual([]);
    expect(found.passed).toBeGreaterThan(20);
  },
);

test('the controls filter rows and cases, and open all that is folded', async (context) => {
  const browser = await open(context, [pageRun()]);
  const left = (await browser.evaluate(`(() => {
    const set = (id, value) => {
      const one = document.getElementById(id);
      one.value = value;
      one.dispatchEvent(new Event(id === 'by-text' ? 'input' : 'change'));
      const shown = (what) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility()).length;
      return [shown('tr[data-case]'), shown('.case'), document.getElementById('count').textContent];
    };
    const all = set('by-text', '');
    const text = set('by-text', 'PORTS-held');
    const none = set('by-text', 'no case says this');
    set('by-text', '');
    const grade = set('by-grade', 'dangerous');
    const stage = set('by-stage', 'connect');
    const open = document.getElementById('open');
    document.querySelectorAll('details').forEach((one) => (one.open = false));
    open.click();
    const folded = document.querySelectorAll('main details:not([open])').length;
    open.click();
    return { all, text, none, grade, stage, folded, again: document.querySelectorAll('details[open]').length };
  })()`)) as Record<string, unknown>;
  expect(left).toEqual({
    all: [9, 9, '9 of 9 cases'],
    text: [1, 1, '1 of 9 cases'],
    none: [0, 0, '0 of 9 cases'],
    grade: [1, 1, '1 of 9 cases'],
    stage: [1, 1, '1 of 9 cases'],
    folded: 0,
    again: 0,
  });
  expect(browser.printed).toEqual([]);
});

test('a link to a case that is filtered out shows it', async (context) => {
  const browser = await open(context, [pageRun()]);
  const shown = await browser.evaluate(`new Promise((resolve) => {
    const text = document.getElementById('by-text');
    text.value = 'no case says this';
    text.dispatchEvent(new Event('input'));
    addEventListener('hashchange', () => resolve(document.querySelector(':target').checkVisibility()));
    location.hash = 'case:refused/not-listening';
  })`);
  expect(shown).toBe(true);
});
