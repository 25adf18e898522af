import { programOf } from '../report/listening.ts';
import { latestOf } from './counters.ts';
import { observation } from './observation.ts';

/** Process that owns the port, by the report: whether it is stopped, and how many connections wait to be accepted. */
export const owner = observation({
  name: 'owner',
  read: ({ evidence, port }) => {
    const latest = latestOf(evidence);
    const own = (latest?.listeners ?? []).filter((one) => one.port === port && one.process);
    const [process] = own.map((one) => one.process ?? '').toSorted();
    if (latest === undefined || process === undefined) return undefined;
    const having = new Set(own.flatMap(({ pid, pids }) => pids ?? pid ?? []));
    const isKnown = own.some(({ pids }) => pids !== undefined);
    // The accepting process may be another one of the same program than the first owner of the socket.
    const stopped = latest.processes
      .filter(({ state }) => state === 'T')
      .filter(({ pid, command }) =>
        isKnown ? having.has(pid) : having.has(pid) || own.some((one) => one.process === command),
      )
      .toSorted((a, b) => a.pid - b.pid || (a.command < b.command ? -1 : 1));
    return {
      process,
      ...(stopped[0] === undefined ? {} : { stoppedPid: stopped[0].pid }),
      /** Further stopped processes of the program, such as workers beside their parent. */
      ...(stopped.length < 2 ? {} : { alsoStopped: stopped.slice(1).map(({ pid }) => pid) }),
      /** A stopped process holds the socket, by its pid. */
      ...(stopped.some(({ pid }) => having.has(pid)) ? { hasSocket: true } : {}),
      waiting: own.reduce((sum, { queued }) => sum + queued, 0),
    };
  },
  tell: ({ process, stoppedPid, waiting }) => {
    const queue = waiting === 0 ? '' : ` ${waiting} connections wait for it to accept them.`;
    if (stoppedPid !== undefined)
      return `On the server a process of ${programOf(process)} is stopped (state T, pid ${stoppedPid}): its kernel goes on accepting.${queue}`;
    return waiting === 0
      ? undefined
      : `On the server ${programOf(process)} has the port, and is not stopped.${queue}`;
  },
  identifies: { process: 'program' },
});
