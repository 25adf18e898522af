import type { CommandUnknownOpts } from '@commander-js/extra-typings';

export interface TreeOption {
  /** `--seed`; its short form such as `-v` is separate. */
  long: string;
  short?: string;
  /** As in the help: `-v, --verbose`. */
  flags: string;
  description: string;
  takesValue: boolean;
  /** Values to complete, if they are a list of words. */
  words: readonly string[];
}

export interface TreeCommand {
  name: string;
  /** As in the help, without the program's name: `run [options] [id...]`. */
  usage: string;
  description: string;
  options: readonly TreeOption[];
  /** Arguments to complete, if they are a list of words. */
  words: readonly string[];
}

/** All commands of the program, for shell completion and the man page. */
export interface CommandTree {
  name: string;
  description: string;
  commands: readonly TreeCommand[];
}

/** Words by the name of an argument (`id`) or of a long option (`--engine`). */
export type ArgumentWords = Readonly<Record<string, readonly string[]>>;

/** @param words completions of arguments and option values. */
export function treeOf(program: CommandUnknownOpts, words: ArgumentWords = {}): CommandTree {
  const help = program.createHelp();
  const commands = help.visibleCommands(program).filter((command) => command.name() !== 'help');
  return {
    name: program.name(),
    description: program.description(),
    commands: commands.map((command) => ({
      name: command.name(),
      usage: `${command.name()} ${command.usage()}`,
      description: command.description(),
      words: command.registeredArguments.flatMap(
        (argument) => words[`${command.name()} ${argument.name()}`] ?? words[argument.name()] ?? [],
      ),
      options: help
        .visibleOptions(command)
        .map(({ long, short, flags, description, required, optional }) => ({
          long: long ?? '',
          ...(short === undefined ? {} : { short }),
          ...{ flags, description, takesValue: required || optional },
          words: words[long ?? ''] ?? [],
        })),
    })),
  };
}
