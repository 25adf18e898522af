import { expect, test } from 'vitest';
import { programFor } from './program.ts';
import { fitHelp } from './fit-help.ts';

const program = await programFor();

const text = `Usage: badconn run

The first line of a paragraph of the help, as it is written in the source of a command,
and its second line.

  badconn run --html page.html             one HTML page: verdicts and packets
                                           and all
  badconn run                              all
  badconn run --diagnoser "cmd:./mine:python3 main.py --quick --of-words-that-belong-together"
`;

test('prose is broken anew, a comment goes below its example, and a command stays whole', () => {
  expect(fitHelp(text, 60)).toMatchInlineSnapshot(`
    "Usage: badconn run

    The first line of a paragraph of the help, as it is written
    in the source of a command, and its second line.

      badconn run --html page.html
          one HTML page: verdicts and packets
                                               and all
      badconn run                              all
      badconn run --diagnoser "cmd:./mine:python3 main.py --quick --of-words-that-belong-together"
    "
  `);
  expect(fitHelp(text, 100)).toBe(text);
});

const helps = [program, ...program.commands].map((command) => {
  let help = '';
  const { writeOut: _, ...configured } = command.configureOutput();
  command.configureOutput({ ...configured, writeOut: (part) => (help += part) });
  command.outputHelp();
  return [command.name(), help] as const;
});

test.each(helps)('%s --help fits 80 columns but for commands', (_, help) => {
  const wide = fitHelp(help, 80)
    .split('\n')
    .filter((line) => line.length > 80);
  expect(wide.filter((line) => !/^ {2}(?:badconn|npm|npx|\{) /.test(line))).toEqual([]);
});
