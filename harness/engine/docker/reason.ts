/** What Docker puts into a message, without its prefix. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message.replace(/^\(HTTP code \d+\) [^-]*- /, '').trim() : '';
