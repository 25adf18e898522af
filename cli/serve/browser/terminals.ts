/** The terminals of the page, each for one shell of the server. */
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { ask, isWatching, sendTyped } from './connection.ts';

interface Screen {
  terminal: Terminal;
  fit: FitAddon;
  /** Earlier output is being written: a program's queries to the terminal in it were answered then. */
  isReplaying: boolean;
}

/** First byte of a frame with all earlier output of its shell. */
const replay = 1;

const screens = new Map<number, Screen>();
let chosen = 0;

const theme = { background: '#14171b', foreground: '#e4e8ec', cursor: '#e4e8ec' };

/** Puts a terminal into each place for one. Terminals whose shell has ended are removed. */
export function mount(part: HTMLElement): void {
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
    if (!screen.isReplaying) sendTyped(number, data);
  };
  terminal.onData((text) => send(new TextEncoder().encode(text)));
  terminal.onBinary((text) => send(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  terminal.onResize(({ cols, rows }) => {
    if (!isWatching) ask('size', { shell: [`${number}`], columns: [`${cols}`], rows: [`${rows}`] });
  });
  // Shift+Tab leaves the terminal: keyboard focus must not be trapped (WCAG 2.2, 2.1.2).
  terminal.attachCustomKeyEventHandler((event) => !(event.key === 'Tab' && event.shiftKey));
  return screen;
}

/** Shows output of a shell. */
export function showOutput(frame: Uint8Array): void {
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

/** Brings the terminal of one shell to the front. */
export function choose(number: number, isFocused: boolean): void {
  chosen = number;
  for (const tab of document.querySelectorAll<HTMLElement>('[data-tab]')) {
    const isChosen = Number(tab.dataset['tab']) === number;
    tab.setAttribute('aria-selected', `${isChosen}`);
    tab.tabIndex = isChosen ? 0 : -1;
  }
  for (const place of document.querySelectorAll<HTMLElement>('[data-shell]'))
    place.hidden = Number(place.dataset['shell']) !== number;
  const screen = screens.get(number);
  if (!isWatching) screen?.fit.fit();
  if (isFocused) screen?.terminal.focus();
}

/** Fits the terminal in front to its place. */
export const refit = (): void => choose(chosen, false);
