import { CommanderError } from '@commander-js/extra-typings';
import { isBadconnError } from '../harness/errors.ts';
import { say } from '../harness/output.ts';
import { endWithUnwritten } from '../harness/unwritten.ts';
import { program } from './program.ts';

endWithUnwritten();

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (isBadconnError(error)) {
    say(error.message);
    process.exitCode = error.exitCode;
  } else if (error instanceof Error && error.name === 'AbortError') process.exitCode = 130;
  else {
    // A bug of badconn. Exit code 1 would mean that a verdict failed.
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 4;
  }
}
