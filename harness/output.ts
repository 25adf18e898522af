import { forTerminal, jsonForTerminal } from './report/for-terminal.ts';
import { clean } from './report/stranger.ts';
import { write } from './unwritten.ts';

/** One of the two output streams of this process. All output of badconn goes through here. */
export interface Output {
  /** Text for people. Foreign control sequences are removed; a line of thousands of characters is truncated. */
  text(text: string): void;
  /** A complete document (HTML, XML, a script), never truncated. */
  document(text: string): void;
  /** One JSON document, pretty-printed, with a final line feed. */
  json(value: unknown): void;
  /** JSON that is text already. */
  jsonText(text: string): void;
  readonly isTTY: boolean;
  /** Width of the terminal, at least 20; 100 without a terminal, or if it reports 0. */
  readonly columns: number;
}

/** How badconn is called here, if not by npx: the start script of a class without internet sets it. */
const ownCommand = process.env['BADCONN_COMMAND'];
const asCalled = (text: string): string =>
  ownCommand ? text.replaceAll('npx badconn', ownCommand) : text;

function output(name: 'stdout' | 'stderr'): Output {
  const jsonText = (text: string): void => write(name, jsonForTerminal(text));
  return {
    text: (text) => write(name, forTerminal(asCalled(text))),
    document: (text) => write(name, clean(asCalled(text))),
    json: (value) => jsonText(`${JSON.stringify(value, null, 2)}\n`),
    jsonText,
    get isTTY() {
      return process[name].isTTY === true;
    },
    // Undefined without a terminal. A terminal whose size was never set reports 0 (tty_ioctl(4)).
    get columns() {
      return Math.max(20, (process[name].columns as number | undefined) || 100);
    },
  };
}

export const stdout = output('stdout');
export const stderr = output('stderr');

/** Prints one line of progress to stderr. */
export const say = (line: string): void => stderr.text(`${line}\n`);
