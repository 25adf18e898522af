/** The message of a Docker error, without its prefix. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message.replace(/^\(HTTP code \d+\) [^-]*- /, '').trim() : '';
