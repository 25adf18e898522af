import { Command } from '@commander-js/extra-typings';

export const completionCommand = new Command('completion')
  .description('print the completion of a shell: commands, options, scenarios, causes')
  .argument('<shell>', 'bash, zsh or fish')
  .addHelpText(
    'after',
    `
  badconn completion bash > ~/.local/share/bash-completion/completions/badconn
  badconn completion zsh > ~/.zfunc/_badconn          a folder of fpath, before compinit
  badconn completion fish > ~/.config/fish/completions/badconn.fish`,
  )
  .action(async (given, _, command) => {
    const { stdout } = await import('../harness/output.ts');
    const { oneOf } = await import('./options.ts');
    const { completions } = await import('./completion/shells.ts');
    const { treeOf } = await import('./completion/command-tree.ts');
    const { wordsForArguments } = await import('./completion/words.ts');
    const shells = Object.keys(completions) as (keyof typeof completions)[];
    const shell = oneOf('completion <shell>', given, shells);
    const tree = treeOf(command.parent ?? command, await wordsForArguments());
    stdout.text(completions[shell](tree));
  });
