import type { Answer } from '../vocabulary/index.ts';

/**
 * Whether an error means that this process, or its machine, cannot open more files (open(2), EMFILE and ENFILE).
 * The module loader says so only in its message.
 */
export const isOutOfDescriptors = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { cause, code, message } = error as NodeJS.ErrnoException;
  if (code === 'EMFILE' || code === 'ENFILE') return true;
  return /\btoo many open files\b/i.test(message) || isOutOfDescriptors(cause);
};

/** Answer without loading further modules: each load needs a descriptor. */
export const withoutDescriptors = (id: string): Answer => ({
  ...{ protocol: 1, id, diagnoser: { name: 'badconn-reference', version: '0.1.0' } },
  ...{ status: 'cannot-tell', candidates: [] },
  evidence: [
    {
      observed:
        'The diagnosis could not begin: this process may open too few files (EMFILE), and a connection needs a descriptor of its own.',
    },
  ],
  remedy: {
    action: 'look-further',
    text: 'Let processes of this user open more files, and try again: ulimit -n, or nofile in limits.conf(5). If the client is held to the same limit, that may be what ails it.',
    commands: ['ulimit -n', 'ulimit -Hn'],
  },
});
