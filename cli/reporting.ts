import { writeJsonReport } from '../harness/report/json.ts';
import { terminalAbilities } from '../harness/report/look.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import { terminalReport } from '../harness/report/terminal.ts';
import type { Event, NewEvent } from '../harness/run/events.ts';
import { eventLog } from './event-log.ts';
import type { Options } from './run.ts';

interface Reporting {
  log(event: NewEvent): void;
  /** Completes what was to be written; passes the exit code on. */
  ended(exitCode: number): Promise<number>;
}

/** Shows a run as it goes, and keeps its event log where --out says. */
export async function reporting({ out, json }: Options): Promise<Reporting> {
  const writeLog = await eventLog(out);
  const events: Event[] = [];
  const shown = json ? process.stderr : process.stdout;
  const report = terminalReport({
    write: (text) => void shown.write(text),
    ...terminalAbilities(shown, process.env),
    get columns() {
      return shown.columns ?? 100;
    },
  });
  return {
    log(event) {
      const timed = { atMs: Date.now(), ...event } as Event;
      events.push(timed);
      writeLog.event(timed);
      report(timed);
    },
    async ended(exitCode) {
      await writeLog.done();
      if (json) writeJsonReport(scorecard(events), (text) => void process.stdout.write(text));
      return exitCode;
    },
  };
}
