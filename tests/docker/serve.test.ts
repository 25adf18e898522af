import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, inject, test } from 'vitest';
import { loadScenarios } from '../../harness/case/registry.ts';
import { exercisesOf, findExercise } from '../../harness/lesson/exercise.ts';
import { connect } from '../../machine/index.ts';
import { Browser, browserOrSkip, onLoopback } from '../browser.ts';
import { CommandLine } from './command-line.ts';
import { inSlot } from './slots.ts';

const folder = mkdtempSync(join(tmpdir(), 'badconn-serve-'));
afterAll(() => rmSync(folder, { recursive: true }));
const exercises = exercisesOf(await loadScenarios());
const { number } = findExercise(exercises, 'refused/not-listening');
/** Two labs, and a browser beside them. */
const patient = { timeout: 120_000 };

/** What the process says, on one of its outputs, once it does. */
const firstMatch = (stream: NodeJS.ReadableStream | null, wanted: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    stream?.on('data', (chunk) => {
      text += String(chunk);
      const [found] = wanted.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    stream?.once('end', () => reject(new Error(`it ended with ${text}`)));
  });

const terminal = (page: Page) => page.locator('.shell:not([hidden]) .xterm-rows');

async function type(page: Page, text: string): Promise<void> {
  await page.locator('.shell:not([hidden]) .xterm').click();
  await page.keyboard.type(`${text}\n`);
}

const waitFor = (page: Page, text: string, selector: string): Promise<void> =>
  page.locator(selector).filter({ hasText: text }).first().waitFor(patient);

async function joinClass(page: Page, url: string, name: string, code: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('The code of the class').fill(code);
  await page.getByRole('button', { name: 'Join' }).click();
}

async function beginCase(page: Page): Promise<void> {
  await page.locator(`.track button[data-number="${number}"]`).first().click(patient);
  await terminal(page).filter({ hasText: 'client#' }).waitFor(patient);
}

test('a class in a browser, from the symptom to the mend', async (context) => {
  const program = browserOrSkip(context);
  await inSlot(inject('slots'), async () => {
    const flags = ['serve', '--host', '127.0.0.1', '--port', '0'];
    const serve = new CommandLine(flags, { XDG_STATE_HOME: folder });
    const [owner, words] = await Promise.all([
      firstMatch(serve.child.stdout, /^http:\S+(?=\n)/),
      firstMatch(serve.child.stderr, /code [A-Z2-9]{6}/),
    ]);
    const { origin } = new URL(owner);
    const code = words.slice(5);
    await using browser = await Browser.start(program, onLoopback);
    const [ada, grace, teacher] = await Promise.all([
      browser.another(),
      browser.another(),
      browser.another(),
    ]);
    const printed: string[] = [];
    for (const page of [ada, grace, teacher]) page.on('console', (one) => printed.push(one.text()));

    await joinClass(ada, origin, 'Ada', code);
    await beginCase(ada);
    await type(ada, 'echo "left $((6 * 7))"; hostname -I > /tmp/mine');
    await waitFor(ada, 'left 42', '.xterm-rows');
    await waitFor(ada, 'SYN', '.packets');
    expect(await ada.locator('.network .host.bad').textContent()).toContain('ECONNREFUSED');

    // A reload keeps the terminal, and what it has shown.
    await ada.reload();
    await waitFor(ada, 'left 42', '.xterm-rows');
    await type(ada, 'echo "still $((7 * 7))"');
    await waitFor(ada, 'still 49', '.xterm-rows');

    // Each student's lab is their own.
    await joinClass(grace, origin, 'Grace', code);
    await beginCase(grace);
    await type(grace, 'ls /tmp/mine; echo "ended $?"');
    await waitFor(grace, 'ended 2', '.xterm-rows');

    // A terminal is watched only once its student allows it.
    await teacher.goto(owner);
    await waitFor(teacher, 'investigates', '.board');
    await teacher.getByRole('button', { name: 'Ask to watch: Ada' }).click();
    await waitFor(teacher, 'has not allowed it yet', '#watched');
    expect(await teacher.locator('.xterm').count()).toBe(0);
    await ada.getByRole('button', { name: 'Allow' }).click(patient);
    await waitFor(teacher, 'still 49', '.xterm-rows');
    await teacher.getByRole('button', { name: 'Give a hint: Ada' }).click();
    await waitFor(ada, 'Your teacher gives you hint 1', '#notices');
    await ada.getByRole('button', { name: 'End that' }).click();
    await teacher.locator('.xterm').waitFor({ state: 'detached', ...patient });

    await ada.getByRole('button', { name: 'Call the colleague' }).click();
    await terminal(ada).filter({ hasText: 'server#' }).waitFor(patient);
    await type(ada, 'systemctl start service');
    await waitFor(ada, 'Solved: the client connects', '#notices');
    await ada.getByText('Answer: what is wrong?').click();
    await ada.locator('input[value="not-listening"]').check();
    await ada.getByRole('button', { name: 'Answer', exact: true }).click();
    await waitFor(ada, 'What it was', '#back');
    expect(await ada.locator('#answer').innerText()).toContain('exact');
    await waitFor(teacher, 'looks back', '.board');

    for (const width of [400, 1024, 1400]) {
      await ada.setViewportSize({ width, height: 900 });
      expect(await ada.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }

    // The policy of the page refused nothing that the page does.
    expect(printed).toEqual([]);

    // A page of another origin has no part in it, even in the browser of a student.
    await ada.goto('data:text/html,<title>another origin</title>');
    const ends = await ada.evaluate(`new Promise((over) => {
      const socket = new WebSocket('${origin.replace('http', 'ws')}/live');
      socket.addEventListener('open', () => over('open'));
      socket.addEventListener('close', () => over('refused'));
    })`);
    expect(ends).toBe('refused');
    serve.child.kill('SIGINT');
    expect((await serve.ended).code).toBe(130);
    const docker = await connect();
    const filters = { label: [`badconn.pid=${serve.child.pid}`] };
    expect(await docker.listContainers({ all: true, filters })).toEqual([]);
  });
});
