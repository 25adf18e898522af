import type { EventEmitter } from 'node:events';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { UsageError } from '../harness/errors.ts';

/**
 * Makes an option of one value that is given twice an error: the last would win without a word. Options that collect
 * their values, and flags without one, may be repeated.
 *
 * @throws UsageError `USAGE_REPEATED` when the command line is parsed.
 */
export function refuseRepeats(command: CommandUnknownOpts): void {
  // Its types leave out that it is an emitter.
  const emitter = command as unknown as EventEmitter;
  for (const option of command.options) {
    const isOfOne = (option.required || option.optional) && !option.variadic && !option.parseArg;
    if (!isOfOne) continue;
    // Before the listener of commander, which sets the value.
    emitter.prependListener(`option:${option.name()}`, (given: string | null) => {
      const name = option.attributeName();
      if (command.getOptionValueSource(name) !== 'cli') return;
      throw new UsageError({
        code: 'USAGE_REPEATED',
        what: `${option.long ?? option.flags} is given twice: ${String(command.getOptionValue(name))}, and ${given ?? 'without a value'}. It takes one value.`,
        next: `npx badconn ${command.name()} --help`,
      });
    });
  }
}
