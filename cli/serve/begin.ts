import { addAbortListener } from 'node:events';
import { findScenarios, selectFound } from '../../harness/case/registry.ts';
import { namedEngine } from '../../harness/engine/open.ts';
import { connectDiagnoser } from '../../harness/guest/connector.ts';
import { exercisesOf } from '../../harness/lesson/exercise.ts';
import { lessonFolder } from '../../harness/lesson/lesson-log.ts';
import { say, stdout } from '../../harness/output.ts';
import { interruptSignal } from '../interrupt.ts';
import { giveUp, openAhead } from '../open-ahead.ts';
import { wholeNumber } from '../options.ts';
import { loadAssets } from './assets.ts';
import { gateOf } from './gate.ts';
import { PageServer } from './page-server.ts';
import { People } from './people.ts';

export interface ServeFlags {
  port: string;
  host?: string | undefined;
  students: string;
  scenarios?: string | undefined;
  engine?: string | undefined;
}

/** Serves the page until Ctrl-C. Resolves to an exit code. */
export async function begin(flags: ServeFlags): Promise<number> {
  const port = wholeNumber('serve --port', flags.port, [0, 65_535]);
  const most = wholeNumber('serve --students', flags.students, [1, 200]);
  const signal = interruptSignal();
  // The lane opens while the scenarios are loaded and the student chooses.
  const ahead = openAhead(signal, namedEngine(flags.engine));
  try {
    const [{ scenarios }, connected, assets] = await Promise.all([
      findScenarios(flags.scenarios).then((found) => selectFound(found, [])),
      connectDiagnoser('reference'),
      loadAssets(),
    ]);
    const room = {
      exercises: exercisesOf(scenarios),
      connected,
      openLane: async () => (await ahead.opening).openLane(),
    };
    const people = new People({ room, folder: lessonFolder(), most });
    const gate = gateOf(flags.host);
    const server = await PageServer.listen({ gate, people, assets, port });
    try {
      tell(server, flags.host !== undefined);
      await untilAborted(signal);
    } finally {
      await server.close();
    }
    return 130;
  } finally {
    await giveUp(ahead);
  }
}

function tell({ url, gate }: PageServer, isClass: boolean): void {
  stdout.text(`${url}?token=${gate.token}\n`);
  if (isClass) {
    say(`Students open ${url} and join with the code ${gate.code}.`);
    say(
      "The address above is yours, the teacher's, and leads to the board. The page is not encrypted.",
    );
  } else say('Open this address in a browser of this machine. Ctrl-C ends it.');
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    addAbortListener(signal, () => resolve());
  });
