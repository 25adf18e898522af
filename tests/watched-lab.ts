import type { CommandSpec, Lab, CommandOutcome } from '../harness/engine/engine.ts';

/** The program of fixtures/hosts, or the command itself. */
const nameOf = ({ argv, env }: CommandSpec): string =>
  env?.['APP'] === undefined ? (argv[0] ?? '') : ((JSON.parse(env['APP']) as string[])[0] ?? '');

/** A lab, and all that is asked of it, in order. With `ends`, each command that is run ends so. */
export function watchedLab(lab: Lab, ends?: CommandOutcome): { watched: Lab; asked: unknown[] } {
  const asked: unknown[] = [];
  const watched: Lab = {
    close: () => lab.close(),
    run: async (command, limits) => {
      asked.push({ run: command, ...limits });
      return ends ?? lab.run(command, limits);
    },
    async start(command, ready) {
      asked.push({ start: command, ready });
      const background = await lab.start(command, ready);
      return {
        drain() {
          asked.push({ drain: nameOf(command) });
          return background.drain();
        },
        ask: (line, deadlineMs) => {
          asked.push({ ask: JSON.parse(line) as unknown, deadlineMs });
          return background.ask(line, deadlineMs);
        },
        stop(signal) {
          asked.push({ stop: nameOf(command), signal });
          return background.stop(signal);
        },
      };
    },
  };
  return { watched, asked };
}
