import type { CommandUnknownOpts } from '@commander-js/extra-typings';

export interface TreeOption {
  /** `--seed`, and `-v` where it has a short form. */
  long: string;
  short?: string;
  /** As the help shows them: `-v, --verbose`. */
  flags: string;
  description: string;
  takesValue: boolean;
  /** What may stand behind it, where that is a list of words. */
  words: readonly string[];
}

export interface TreeCommand {
  name: string;
  /** As the help shows it, without the name of the program: `run [options] [id...]`. */
  usage: string;
  description: string;
  options: readonly TreeOption[];
  /** What may stand as its argument, where that is a list of words. */
  words: readonly string[];
}

/** All commands of the program, as a shell and the man page need them. */
export interface CommandTree {
  name: string;
  description: string;
  commands: readonly TreeCommand[];
}

/** Words by the name of an argument (`id`) or of a long option (`--engine`). */
export type ArgumentWords = Readonly<Record<string, readonly string[]>>;

/** @param words those that may stand for an argument or behind an option. */
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
