import { createInterface, type Interface } from 'node:readline';
import { stderr } from '../../harness/output.ts';

/** Reads a person's input line by line. */
export interface Asker {
  /** Resolves to the line without its line end; undefined at the end of the input. */
  ask(prompt: string): Promise<string | undefined>;
  close(): void;
}

/**
 * A terminal has its own line editing (termios(3), canonical mode), and is read only while a prompt is open: a shell
 * may use it in between. Of other inputs, lines are buffered as they arrive.
 */
export function askerOf(input: NodeJS.ReadableStream & { isTTY?: boolean }): Asker {
  const lines: string[] = [];
  let open: Interface | undefined;
  let isEnded = false;
  let wake: (() => void) | undefined;
  const begin = (): void => {
    open = createInterface({ input, terminal: false })
      .on('line', (line) => {
        lines.push(line);
        wake?.();
      })
      .on('close', () => {
        isEnded = true;
        wake?.();
      });
  };
  return {
    async ask(prompt) {
      stderr.text(prompt);
      if (open === undefined) begin();
      while (lines.length === 0 && !isEnded) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      const line = lines.shift();
      if (input.isTTY && line !== undefined) {
        open?.close();
        open = undefined;
        isEnded = false;
      }
      return line;
    },
    close: () => open?.close(),
  };
}
