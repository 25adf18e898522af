import { shell, type Change, type Step } from './change.ts';

/** Changes a resource only where all ids are its own, or with a right that root does not have here (prlimit(2)). */
const asOwner = 'setpriv --reuid $(ps -o uid= $pid) --regid $(ps -o gid= $pid) --clear-groups';

/** Sets the soft limit of the plain client's process, which its environment tells from others (proc(5)). */
const limit = (on: string, soft: string): Step =>
  shell(
    on,
    `for pid in $(grep -lsz '^APP=.*plain-client' /proc/[0-9]*/environ | cut -d/ -f3); do ${soft}; ${asOwner} prlimit --pid $pid --nofile=$soft: || exit 1; done`,
  );

/** A new descriptor takes the lowest number that is free (open(2)), and must lie below the limit. */
const lowestFree = 'soft=0; while [ -L /proc/$pid/fd/$soft ]; do soft=$((soft + 1)); done';

/** Node goes as far as it may when it starts, that is as far as the hard limit. */
const asAtStart = "soft=$(awk '/^Max open files/ {print $5}' /proc/$pid/limits)";

/** The process of the client has all the descriptors open that it may (getrlimit(2), RLIMIT_NOFILE). */
export const useUpDescriptors = <const H extends string>(on: H): Change<H> => ({
  verb: 'useUpDescriptors',
  on,
  says: 'the process of the client may open no descriptor more',
  apply: () => [limit(on, lowestFree)],
  undo: () => [limit(on, asAtStart)],
});

/** The process of the client may open as many descriptors as it could when it started. */
export const raiseDescriptorLimit = <const H extends string>(on: H): Change<H> => ({
  verb: 'raiseDescriptorLimit',
  on,
  says: 'the process of the client may open as many descriptors as is usual',
  apply: () => [limit(on, asAtStart)],
  undo: () => [limit(on, lowestFree)],
});
