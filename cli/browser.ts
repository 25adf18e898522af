import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser as Chromium, Page } from 'playwright-core';
import { quoted } from '../harness/shell-word.ts';

/** Runs a browser in a network namespace of its own without any network, if one can be made. */
const alone = spawnSync('unshare', ['--net', 'true']).status === 0 ? ['unshare', '--net'] : [];

/** No isolation: for pages that this machine serves to itself. */
export const onLoopback: readonly string[] = [];

/** Whether playwright-core, which drives the browser, is installed; it is not in the published package. */
export const hasDriver = (): boolean => {
  try {
    return import.meta.resolve('playwright-core') !== '';
  } catch {
    return false;
  }
};

/** A headless Chromium with one page. Ends with its block, or with this process. */
export class Browser implements AsyncDisposable {
  /** Messages on the page's console, including the browser's own. */
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

  /** `enter`: prefix of the browser's command, such as nsenter(1) into a lab. */
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
        // Outside a lab, only names and addresses of this machine are allowed.
        args:
          enter === alone || enter === onLoopback
            ? ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']
            : [],
        // Chromium refuses to run as root in its own sandbox.
        chromiumSandbox: process.getuid?.() !== 0,
        // Signals are handled by the command.
        ...{ handleSIGHUP: false, handleSIGINT: false, handleSIGTERM: false },
      });
      return new Browser(browser, await browser.newPage(), folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** A page in its own browser context, as another user has it. */
  another(): Promise<Page> {
    return this.program.newPage();
  }

  /** Opens an address in the page; resolves when it has loaded. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
  }

  /** Value of an expression in the page; a promise is awaited. It must be JSON. */
  evaluate(expression: string): Promise<unknown> {
    return this.page.evaluate(expression);
  }

  /** Resolves when the page's console has a message. */
  async untilPrinted(): Promise<void> {
    if (this.printed.length === 0) await this.page.waitForEvent('console');
  }

  /** The whole page as a PNG, `width` pixels wide. */
  async screenshot(width = 1200): Promise<Buffer> {
    await this.page.setViewportSize({ width, height: 800 });
    return this.page.screenshot({ fullPage: true });
  }

  /** Emulates paper, or a preferred colour scheme. */
  emulate(media: 'screen' | 'print', colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
    return this.page.emulateMedia({ media, colorScheme });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.program.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
