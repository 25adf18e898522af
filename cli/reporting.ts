import { stderr, stdout } from '../harness/output.ts';
import { writeJsonReport } from '../harness/report/json.ts';
import { terminalAbilities } from '../harness/report/look.ts';
import { scorecard } from '../harness/report/scorecard.ts';
import { terminalReport } from '../harness/report/terminal.ts';
import { artefactsIn, noArtefacts, type Artefacts } from '../harness/run/artefacts.ts';
import type { Event, NewEvent } from '../harness/run/events.ts';
import { eventLog } from './event-log.ts';
import { packetsIn, type Packets } from './read-packets.ts';
import { openReports } from './report-files.ts';
import type { Options } from './run.ts';

interface Reporting {
  log(event: NewEvent): void;
  artefacts: Artefacts;
  /** Completes what was to be written; passes the exit code on. */
  ended(exitCode: number): Promise<number>;
}

/** Shows a run as it goes, keeps it where --out says, and writes the reports that were asked for. */
export async function reporting(options: Options): Promise<Reporting> {
  const { out, json, html } = options;
  const [writeLog, writeReports] = await Promise.all([eventLog(out), openReports(options)]);
  const kept = out === undefined ? noArtefacts : artefactsIn(out);
  const packets: Packets = new Map();
  const events: Event[] = [];
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
      ...kept,
      async pcaps(name, pcaps) {
        if (html !== undefined) {
          packets.set(name, { client: packetsIn(pcaps.client), server: packetsIn(pcaps.server) });
        }
        await kept.pcaps(name, pcaps);
      },
    },
    async ended(exitCode) {
      await writeLog.done();
      await writeReports({ card: scorecard(events), packets });
      if (json) writeJsonReport(scorecard(events), stdout.jsonText);
      return exitCode;
    },
  };
}
