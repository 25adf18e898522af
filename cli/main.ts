import { CommanderError } from '@commander-js/extra-typings';
import { isOutOfDescriptors } from '../diagnoser/without-descriptors.ts';
import { isBadconnError } from '../harness/errors.ts';
import { say, stderr } from '../harness/output.ts';
import { widthOf } from '../harness/report/look.ts';
import { endWithUnwritten } from '../harness/unwritten.ts';
import { endWritten } from './end-written.ts';
import { fitError } from './fit-error.ts';
import { programFor } from './program.ts';

endWithUnwritten();

try {
  await (await programFor(process.argv[2])).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (isBadconnError(error)) {
    say(stderr.isTTY ? fitError(error.message, widthOf(stderr)) : error.message);
    process.exitCode = error.exitCode;
  } else if (error instanceof Error && error.name === 'AbortError') process.exitCode = 130;
  else if (isOutOfDescriptors(error)) {
    // Also covers failures before the command is loaded, which would report them itself.
    say(
      'This process may open too few files (EMFILE, too many open files) for badconn to load and to connect.',
    );
    say('  Next: ulimit -n 1024, or nofile in limits.conf(5), and try again');
    // Pending work may wait for a descriptor forever.
    await endWritten(3);
  } else {
    // A bug of badconn. Exit code 1 would mean that a verdict failed.
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 4;
  }
}
