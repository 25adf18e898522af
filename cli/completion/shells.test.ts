import { describe, expect, test } from 'vitest';
import { manPage } from '../man/man-page.ts';
import { programFor } from '../program.ts';
import { treeOf } from './command-tree.ts';
import { completions } from './shells.ts';
import { wordsForArguments } from './words.ts';

const program = await programFor();

const tree = treeOf(program, await wordsForArguments());

test('the tree has every command, its options and the words of its arguments', () => {
  expect(tree.commands.length).toBeGreaterThan(20);
  const run = tree.commands.find(({ name }) => name === 'run');
  expect(run?.words).toEqual(expect.arrayContaining(['refused', 'refused/wrong-port']));
  expect(run?.options).toContainEqual(
    expect.objectContaining({ long: '--engine', takesValue: true, words: ['docker', 'local'] }),
  );
  const causes = tree.commands.find(({ name }) => name === 'causes');
  expect(causes?.words).toContain('loopback-bind');
});

describe.each(Object.entries(completions))('the completion of %s', (_, completion) => {
  const script = completion(tree);

  test.each(tree.commands)('knows $name and its options', ({ name, options }) => {
    expect(script).toMatch(new RegExp(`\\b${name}\\b`));
    for (const { long } of options) expect(script).toContain(long.slice(2));
  });
});

describe('the man page', () => {
  const page = manPage(tree, '1.2.3');

  test('tells every command and option of the help', () => {
    const plain = page.replaceAll('\\-', '-');
    for (const { usage, options } of tree.commands) {
      expect(plain).toContain(`.SS badconn ${usage}\n`);
      for (const { flags } of options) expect(plain).toContain(`.B ${flags}\n`);
    }
    expect(plain).toContain('.TH BADCONN 1 "" "badconn 1.2.3"');
  });

  test('has no control line but its own', () => {
    const macros = page.match(/^[.'].*?(?= |$)/gm);
    expect(new Set(macros)).toEqual(
      new Set(['.\\"', '.TH', '.SH', '.SS', '.TP', '.B', '.I', '.BR']),
    );
  });
});
