import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** In a network namespace of its own a browser reaches nothing at all; where one may be made. */
const alone = spawnSync('unshare', ['--net', 'true']).status === 0 ? ['unshare', '--net'] : [];

const flags = [
  ...['--headless', '--remote-debugging-pipe', '--disable-gpu', '--hide-scrollbars'],
  // Nothing is asked of any network but what the page itself asks for.
  ...['--no-first-run', '--disable-background-networking', '--disable-component-update'],
  ...['--disable-sync', '--disable-default-apps', '--disable-domain-reliability'],
  // Chromium refuses to run as root in its own sandbox.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

interface Heard {
  id?: number;
  method?: string;
  params?: {
    entry?: { text: string };
    args?: { value?: string | number | boolean; description?: string }[];
  };
  result?: Record<string, unknown>;
  error?: { message: string };
}

/**
 * A Chromium without a window and its one page, spoken to in the DevTools protocol
 * (https://chromedevtools.github.io/devtools-protocol/): JSON documents over its file descriptors 3
 * and 4, a NUL byte after each. It ends with the block that holds it, or with this process.
 */
export class Browser implements AsyncDisposable {
  /** What the console of the page shows, the browser's own words among it. */
  readonly printed: string[] = [];
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private readonly waiting = new Set<(heard: Heard) => void>();
  private session: string | undefined;
  private lastId = 0;

  private constructor(program: string, argv: readonly string[]) {
    const profile = mkdtempSync(join(tmpdir(), 'badconn-browser-'));
    const args = [...argv, `--user-data-dir=${profile}`];
    const stdio = ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] as const;
    this.child = spawn(program, args, { stdio: [...stdio] });
    let rest = '';
    (this.child.stdio[4] as Readable).setEncoding('utf8').on('data', (chunk: string) => {
      const documents = (rest + chunk).split('\0');
      rest = documents.pop() ?? '';
      for (const document of documents) this.hear(JSON.parse(document) as Heard);
    });
    let stderr = '';
    this.child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    // A browser that has ended takes no more requests.
    (this.child.stdio[3] as Writable).on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      const end = (why: string): void => {
        const error = { message: `the browser has ended (${why}): ${stderr.slice(-2000)}` };
        for (const take of this.waiting) take({ error });
        rmSync(profile, { recursive: true, force: true });
        resolve();
      };
      this.child.once('error', ({ message }) => end(message));
      this.child.once('close', (code) => end(`exit code ${code}`));
    });
  }

  /** `enter` is a command that runs the browser's, such as nsenter(1) into a lab. */
  static async start(program: string, enter: readonly string[] = alone): Promise<Browser> {
    const [first, ...rest] = [...enter, program];
    // Outside of a lab no name is looked up and no address is gone to.
    const nowhere = enter === alone ? ['--host-resolver-rules=MAP * ~NOTFOUND'] : [];
    const browser = new Browser(first, [...rest, ...flags, ...nowhere]);
    const { targetId } = await browser.ask('Target.createTarget', { url: 'about:blank' });
    const attached = await browser.ask('Target.attachToTarget', { targetId, flatten: true });
    browser.session = String(attached['sessionId']);
    for (const domain of ['Page', 'Runtime', 'Log']) await browser.ask(`${domain}.enable`);
    return browser;
  }

  /** Opens an address in the page; resolves when it has loaded. */
  async open(url: string): Promise<void> {
    const loaded = this.until(({ method }) => method === 'Page.loadEventFired');
    await this.ask('Page.navigate', { url });
    await loaded;
  }

  /** What an expression is in the page; a promise is awaited. It must be JSON. */
  async evaluate(expression: string): Promise<unknown> {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.ask('Runtime.evaluate', options);
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value?: unknown }).value;
  }

  /** Resolves when the console of the page shows something, or has already. */
  async untilPrinted(): Promise<void> {
    if (this.printed.length === 0) await this.until(() => this.printed.length > 0);
  }

  /** The whole page as a PNG, `width` pixels wide. */
  async screenshot(width = 1200): Promise<Buffer> {
    const size = { width, height: 800, deviceScaleFactor: 1, mobile: false };
    await this.ask('Emulation.setDeviceMetricsOverride', size);
    const { data } = await this.ask('Page.captureScreenshot', { captureBeyondViewport: true });
    return Buffer.from(String(data), 'base64');
  }

  /** Shows the page as on paper, or to a reader who prefers a colour scheme. */
  async emulate(media: 'screen' | 'print', scheme: 'light' | 'dark' = 'light'): Promise<void> {
    const features = [{ name: 'prefers-color-scheme', value: scheme }];
    await this.ask('Emulation.setEmulatedMedia', { media, features });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // It ends when its pipe does; Debian's program is a shell that a signal would not get past.
    (this.child.stdio[3] as Writable).end();
    await this.ended;
  }

  private hear(heard: Heard): void {
    const { method, params } = heard;
    if (method === 'Log.entryAdded') this.printed.push(params?.entry?.text ?? '');
    if (method === 'Runtime.consoleAPICalled') {
      const shown = params?.args?.map(({ value, description }) => String(value ?? description));
      this.printed.push(shown?.join(' ') ?? '');
    }
    for (const take of this.waiting) take(heard);
  }

  private until(isIt: (heard: Heard) => boolean): Promise<Heard> {
    return new Promise((resolve, reject) => {
      const take = (heard: Heard): void => {
        const over = heard.id === undefined && heard.error !== undefined;
        if (!over && !isIt(heard)) return;
        this.waiting.delete(take);
        if (heard.error) reject(new Error(heard.error.message));
        else resolve(heard);
      };
      this.waiting.add(take);
    });
  }

  private async ask(method: string, params: object = {}): Promise<Record<string, unknown>> {
    const id = (this.lastId += 1);
    const answer = this.until((heard) => heard.id === id);
    const session = this.session === undefined ? {} : { sessionId: this.session };
    const question = JSON.stringify({ id, method, params, ...session });
    (this.child.stdio[3] as Writable).write(`${question}\0`);
    return (await answer).result ?? {};
  }
}
