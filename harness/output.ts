import { forTerminal, jsonForTerminal } from './report/for-terminal.ts';
import { clean } from './report/stranger.ts';
import { write } from './unwritten.ts';

/** One of the two ways out of this process. Everything that badconn prints goes through here. */
export interface Output {
  /** For people. Control sequences of others are dropped; a line of thousands of characters is cut. */
  text(text: string): void;
  /** A whole document (HTML, XML, a script), of which nothing is cut. */
  document(text: string): void;
  /** One JSON document of several lines, with its line feed. */
  json(value: unknown): void;
  /** JSON that is text already. */
  jsonText(text: string): void;
  readonly isTTY: boolean;
  /** Of the terminal, at least 20; 100 where the output is none, or its terminal says 0. */
  readonly columns: number;
}

function output(name: 'stdout' | 'stderr'): Output {
  const jsonText = (text: string): void => write(name, jsonForTerminal(text));
  return {
    text: (text) => write(name, forTerminal(text)),
    document: (text) => write(name, clean(text)),
    json: (value) => jsonText(`${JSON.stringify(value, null, 2)}\n`),
    jsonText,
    get isTTY() {
      return process[name].isTTY === true;
    },
    // Absent where the output is no terminal. One that was never told its size has 0 (tty_ioctl(4)).
    get columns() {
      return Math.max(20, (process[name].columns as number | undefined) || 100);
    },
  };
}

export const stdout = output('stdout');
export const stderr = output('stderr');

/** One line for the person who waits. */
export const say = (line: string): void => stderr.text(`${line}\n`);
