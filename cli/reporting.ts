import { isBadconnError } from '../harness/errors.ts';
import { say, stderr, stdout } from '../harness/output.ts';
import { writeJsonReport } from '../harness/report/json.ts';
import { terminalAbilities } from '../harness/report/look.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import { terminalReport } from '../harness/report/terminal.ts';
import { artefactsIn, noArtefacts, type Artefacts } from '../harness/run/artefacts.ts';
import { orUnwritten } from '../harness/unwritten.ts';
import type { Event, NewEvent } from '../harness/events.ts';
import { eventLog } from './event-log.ts';
import { packetsIn, type Packets } from './read-packets.ts';
import { openReports } from './report-files.ts';
import type { RunFlags } from './run.ts';

interface Reporting {
  log(event: NewEvent): void;
  artefacts: Artefacts;
  /** Completes all output; resolves to the given exit code, or 5 if something could not be written. */
  ended(exitCode: number): Promise<number>;
}

const shownAtMost = 3;

/** Shows the progress of a run, keeps it in --out, and writes the requested reports. */
export async function reporting(options: RunFlags): Promise<Reporting> {
  const { out, json, html } = options;
  const [writeLog, writeReports] = await Promise.all([eventLog(out), openReports(options)]);
  const kept = out === undefined ? noArtefacts : artefactsIn(out);
  const packets: Packets = new Map();
  const events: Event[] = [];
  const unwritten: string[] = [];
  /** Runs each task despite failures of others: an unwritable file costs neither a verdict nor other files. */
  const trying = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!isBadconnError(error)) throw error;
      unwritten.push(error.message);
    }
  };
  const shown = json ? stderr : stdout;
  const report = terminalReport({
    write: (text) => shown.text(text),
    ...terminalAbilities(shown, process.env),
    get columns() {
      return shown.columns;
    },
  });
  return {
    log(event) {
      const timed = { atMs: Date.now(), ...event } as Event;
      events.push(timed);
      writeLog.event(timed);
      report(timed);
    },
    artefacts: {
      conversation: (...of) => trying(() => kept.conversation(...of)),
      async pcaps(key, pcaps) {
        if (html !== undefined) {
          packets.set(key, { client: packetsIn(pcaps.client), server: packetsIn(pcaps.server) });
        }
        await trying(() => kept.pcaps(key, pcaps));
      },
    },
    async ended(exitCode) {
      const card = scorecard(events);
      if (json) writeJsonReport(card, stdout.jsonText);
      for (const write of [writeLog.done, ...writeReports({ card, packets })]) await trying(write);
      for (const message of unwritten.slice(0, shownAtMost)) say(message);
      const more = unwritten.length - shownAtMost;
      if (more > 0) say(`and ${more} more could not be written`);
      return orUnwritten(exitCode, unwritten.length > 0);
    },
  };
}
