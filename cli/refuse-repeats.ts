import type { EventEmitter } from 'node:events';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { UsageError } from '../harness/errors.ts';

/**
 * Rejects an option with one value that is given twice: otherwise the last would win silently. Options that collect
 * values, and flags without a value, may be repeated.
 *
 * @throws UsageError `USAGE_REPEATED` when the command line is parsed.
 */
export function refuseRepeats(command: CommandUnknownOpts): void {
  // It is an EventEmitter, which its types omit.
  const emitter = command as unknown as EventEmitter;
  for (const option of command.options) {
    const isOfOne = (option.required || option.optional) && !option.variadic && !option.parseArg;
    if (!isOfOne) continue;
    // Before commander's own listener, which sets the value.
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
