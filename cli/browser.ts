import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser as Chromium, Page } from 'playwright-core';
import { quoted } from '../harness/shell-word.ts';

/** In a network namespace of its own a browser reaches nothing at all; where one may be made. */
const alone = spawnSync('unshare', ['--net', 'true']).status === 0 ? ['unshare', '--net'] : [];

/** Enters nothing: for pages that this machine serves to itself. */
export const onLoopback: readonly string[] = [];

/** Whether playwright-core is installed, which drives the browser: the published package comes without it. */
export const hasDriver = (): boolean => {
  try {
    return import.meta.resolve('playwright-core') !== '';
  } catch {
    return false;
  }
};

/** A Chromium without a window and its one page. It ends with the block that holds it, or with this process. */
export class Browser implements AsyncDisposable {
  /** What the console of the page shows, the browser's own words among it. */
  readonly printed: string[] = [];
  private readonly program: Chromium;
  private readonly page: Page;
  private readonly folder: string;

  private constructor(program: Chromium, page: Page, folder: string) {
    this.program = program;
    this.page = page;
    this.folder = folder;
    page.on('console', (message) => this.printed.push(message.text()));
  }

  /** `enter` is a command that runs the browser's, such as nsenter(1) into a lab. */
  static async start(program: string, enter: readonly string[] = alone): Promise<Browser> {
    const folder = await mkdtemp(join(tmpdir(), 'badconn-browser-'));
    const executablePath = join(folder, 'browser');
    const command = [...enter, program].map(quoted).join(' ');
    await writeFile(executablePath, `#!/bin/sh\nexec ${command} "$@"\n`);
    await chmod(executablePath, 0o755);
    try {
      const { chromium } = await import('playwright-core');
      const browser = await chromium.launch({
        executablePath,
        // Outside a lab, only names and addresses of this machine itself are allowed.
        args:
          enter === alone || enter === onLoopback
            ? ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']
            : [],
        // Chromium refuses to run as root in its own sandbox.
        chromiumSandbox: process.getuid?.() !== 0,
        // What a signal ends is the command's to say.
        ...{ handleSIGHUP: false, handleSIGINT: false, handleSIGTERM: false },
      });
      return new Browser(browser, await browser.newPage(), folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** A page in a browser context of its own, as another person has it. */
  another(): Promise<Page> {
    return this.program.newPage();
  }

  /** Opens an address in the page; resolves when it has loaded. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
  }

  /** What an expression is in the page; a promise is awaited. It must be JSON. */
  evaluate(expression: string): Promise<unknown> {
    return this.page.evaluate(expression);
  }

  /** Resolves when the console of the page shows something, or has already. */
  async untilPrinted(): Promise<void> {
    if (this.printed.length === 0) await this.page.waitForEvent('console');
  }

  /** The whole page as a PNG, `width` pixels wide. */
  async screenshot(width = 1200): Promise<Buffer> {
    await this.page.setViewportSize({ width, height: 800 });
    return this.page.screenshot({ fullPage: true });
  }

  /** Shows the page as on paper, or to a reader who prefers a colour scheme. */
  emulate(media: 'screen' | 'print', colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
    return this.page.emulateMedia({ media, colorScheme });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.program.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
