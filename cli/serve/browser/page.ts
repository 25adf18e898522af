/** The program of the page: it puts what the server renders into place, and keeps the terminals. */
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';

/** A message of the server: the content of a part, or lines that light up. */
type Message = { put: string; html: string } | { lit: readonly string[] };

interface Screen {
  terminal: Terminal;
  fit: FitAddon;
  /** What was shown before is written: a program that asks the terminal something got its answer then. */
  isReplaying: boolean;
}

const replay = 1;
const litMs = 350;
/** Between two attempts to come back, in milliseconds. */
const againMs = [250, 500, 1000, 2000];

const main = document.querySelector<HTMLElement>('main[data-live]');
const screens = new Map<number, Screen>();
let socket: WebSocket | undefined;
let attempts = 0;
let chosen = 0;

const theme = { background: '#14171b', foreground: '#e4e8ec', cursor: '#e4e8ec' };

/** The terminals style themselves by elements of their own, which the policy of the page asks a nonce of. */
function giveNonce(): void {
  const { nonce = '' } = document.querySelector<HTMLElement>('#nonce') ?? {};
  const create = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (name === 'style') element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}

function connect(): void {
  const path = main?.dataset['live'] ?? '/live';
  const opening = new WebSocket(`ws://${location.host}${path}`);
  opening.binaryType = 'arraybuffer';
  socket = opening;
  opening.addEventListener('open', () => {
    attempts = 0;
    tellLine('connected');
  });
  opening.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data === 'string') heard(JSON.parse(data) as Message);
    else shown(new Uint8Array(data));
  });
  opening.addEventListener('close', () => {
    tellLine('not connected: badconn serve has ended, or the network is gone');
    setTimeout(connect, againMs[Math.min(attempts, againMs.length - 1)]);
    attempts += 1;
  });
}

function tellLine(text: string): void {
  const line = document.querySelector('#line');
  if (line) line.textContent = text;
  document.body.classList.toggle('cut', text !== 'connected');
}

function heard(message: Message): void {
  if ('put' in message) return put(message.put, message.html);
  for (const id of message.lit) {
    const line = document.getElementById(id);
    line?.classList.add('lit');
    setTimeout(() => document.getElementById(id)?.classList.remove('lit'), litMs);
  }
}

/** Replaces the content of a part. What is unfolded, filled in, scrolled or in focus there stays so. */
function put(id: string, html: string): void {
  const part = document.getElementById(id);
  if (!part) return;
  const open = new Set([...part.querySelectorAll('details[open]')].map((each) => each.id));
  const picked = new Set(
    [...part.querySelectorAll('input')].filter((each) => each.checked).map(keyOf),
  );
  const scrolled = new Map(
    scrolling(part).map((each) => [labelOf(each), [each.scrollTop, each.scrollLeft] as const]),
  );
  const focus = part.contains(document.activeElement) ? keyOf(document.activeElement) : undefined;
  part.innerHTML = html;
  for (const each of part.querySelectorAll('details')) if (open.has(each.id)) each.open = true;
  for (const each of part.querySelectorAll('input'))
    if (picked.has(keyOf(each))) each.checked = true;
  for (const each of scrolling(part)) {
    [each.scrollTop, each.scrollLeft] = scrolled.get(labelOf(each)) ?? [0, 0];
  }
  if (focus !== undefined) focusOn(part, focus);
  if (part.querySelector('[data-shell]') || id === 'shells' || id === 'watched') mount(part);
}

const scrolling = (part: HTMLElement): Element[] => [
  ...part.querySelectorAll('.choices, .scroll, .packets'),
];

const labelOf = (element: Element): string => element.ariaLabel ?? element.className;

/** What names an element again after its part came anew. */
function keyOf(element: Element | null): string {
  if (!(element instanceof HTMLElement)) return '';
  const { name = '', value = '' } = element as Partial<HTMLInputElement>;
  const data = JSON.stringify(element.dataset);
  return [element.tagName, element.id, name, value, data, element.className].join(' ');
}

function focusOn(part: HTMLElement, key: string): void {
  if (document.activeElement !== document.body) return;
  const all = [...part.querySelectorAll<HTMLElement>('button, input, summary, [tabindex]')];
  all.find((each) => keyOf(each) === key)?.focus();
}

/** Puts a terminal into each place for one. Those whose shell has ended go. */
function mount(part: HTMLElement): void {
  const places = [...part.querySelectorAll<HTMLElement>('[data-shell]')];
  const numbers = places.map((place) => Number(place.dataset['shell']));
  for (const [number, { terminal }] of screens) {
    if (numbers.includes(number)) continue;
    terminal.dispose();
    screens.delete(number);
  }
  for (const place of places) {
    const number = Number(place.dataset['shell']);
    const known = screens.get(number);
    if (known?.terminal.element) place.append(known.terminal.element);
    else {
      screens.set(number, newScreen(number, place));
      chosen = number;
    }
  }
  choose(numbers.includes(chosen) ? chosen : (numbers.at(-1) ?? 0), false);
}

function newScreen(number: number, place: HTMLElement): Screen {
  const isWatching = main?.dataset['live'] !== '/live';
  const terminal = new Terminal({
    theme,
    fontSize: 14,
    scrollback: 5000,
    disableStdin: isWatching,
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(place);
  const screen: Screen = { terminal, fit, isReplaying: false };
  const send = (data: Uint8Array): void => {
    if (screen.isReplaying || socket?.readyState !== WebSocket.OPEN) return;
    const frame = new Uint8Array(2 + data.length);
    frame.set([number >> 8, number & 255]);
    frame.set(data, 2);
    socket.send(frame);
  };
  terminal.onData((text) => send(new TextEncoder().encode(text)));
  terminal.onBinary((text) => send(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  terminal.onResize(({ cols, rows }) => {
    if (!isWatching) ask('size', { shell: [`${number}`], columns: [`${cols}`], rows: [`${rows}`] });
  });
  // Shift with Tab leaves the terminal: a keyboard must not be caught in it (WCAG 2.2, 2.1.2).
  terminal.attachCustomKeyEventHandler((event) => !(event.key === 'Tab' && event.shiftKey));
  return screen;
}

function shown(frame: Uint8Array): void {
  const [kind = 0, high = 0, low = 0] = frame;
  const screen = screens.get(high * 256 + low);
  if (!screen) return;
  if (kind === replay) {
    screen.isReplaying = true;
    screen.terminal.reset();
  }
  screen.terminal.write(frame.subarray(3), () => {
    if (kind !== replay) return;
    screen.isReplaying = false;
    const { cols, rows } = screen.terminal;
    ask('size', { shell: [`${high * 256 + low}`], columns: [`${cols}`], rows: [`${rows}`] });
  });
}

function choose(number: number, isFocused: boolean): void {
  chosen = number;
  for (const tab of document.querySelectorAll<HTMLElement>('[data-tab]')) {
    const isChosen = Number(tab.dataset['tab']) === number;
    tab.setAttribute('aria-selected', `${isChosen}`);
    tab.tabIndex = isChosen ? 0 : -1;
  }
  for (const place of document.querySelectorAll<HTMLElement>('[data-shell]'))
    place.hidden = Number(place.dataset['shell']) !== number;
  const screen = screens.get(number);
  if (main?.dataset['live'] === '/live') screen?.fit.fit();
  if (isFocused) screen?.terminal.focus();
}

function ask(name: string, values: Record<string, readonly string[]> = {}): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ do: name, values }));
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null;
  if (!button) return;
  const { do: name, tab, number, name: who } = button.dataset;
  if (tab !== undefined) choose(Number(tab), true);
  if (name === undefined) return;
  ask(name, { ...(number ? { number: [number] } : {}), ...(who ? { name: [who] } : {}) });
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset['do'] === undefined) return;
  event.preventDefault();
  const data = new FormData(form);
  const names = [...new Set(data.keys())];
  ask(
    form.dataset['do'],
    Object.fromEntries(names.map((name) => [name, data.getAll(name).map(String)])),
  );
});

/** Arrows go from tab to tab (WAI-ARIA Authoring Practices, tabs). */
document.addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const tab = event.target instanceof Element ? event.target.closest('[data-tab]') : null;
  if (step === undefined || !tab) return;
  const tabs = [...document.querySelectorAll<HTMLElement>('[data-tab]')];
  const next = tabs[(tabs.indexOf(tab as HTMLElement) + step + tabs.length) % tabs.length];
  choose(Number(next?.dataset['tab']), false);
  next?.focus();
});

addEventListener('resize', () => choose(chosen, false));

giveNonce();
connect();
