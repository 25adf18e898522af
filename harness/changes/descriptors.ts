import { shell, type Change, type Step } from './change.ts';

/** prlimit(2) works only if all ids of caller and target match, or with a capability that root lacks here. */
const asOwner = 'setpriv --reuid $(ps -o uid= $pid) --regid $(ps -o gid= $pid) --clear-groups';

/** Sets the soft limit of the plain client's process, identified by its environment (proc(5)). */
const limit = (on: string, soft: string): Step =>
  shell(
    on,
    `for pid in $(grep -lsz '^APP=.*plain-client' /proc/[0-9]*/environ | cut -d/ -f3); do ${soft}; ${asOwner} prlimit --pid $pid --nofile=$soft: || exit 1; done`,
  );

/** A new descriptor gets the lowest free number (open(2)), which must be below the limit. */
const lowestFree = 'soft=0; while [ -L /proc/$pid/fd/$soft ]; do soft=$((soft + 1)); done';

/** Node raises its soft limit to the hard limit at start. */
const asAtStart = "soft=$(awk '/^Max open files/ {print $5}' /proc/$pid/limits)";

/** The client's process has as many open descriptors as its limit allows (getrlimit(2), RLIMIT_NOFILE). */
export const useUpDescriptors = <const H extends string>(on: H): Change<H> => ({
  verb: 'useUpDescriptors',
  on,
  says: 'the process of the client may open no descriptor more',
  apply: () => [limit(on, lowestFree)],
  undo: () => [limit(on, asAtStart)],
});

/** The client's process has the descriptor limit it started with. */
export const raiseDescriptorLimit = <const H extends string>(on: H): Change<H> => ({
  verb: 'raiseDescriptorLimit',
  on,
  says: 'the process of the client may open as many descriptors as is usual',
  apply: () => [limit(on, asAtStart)],
  undo: () => [limit(on, lowestFree)],
});
