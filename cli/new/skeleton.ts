import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { causes, remediesOf, type KnownCause } from '../../vocabulary/index.ts';
import { UsageError } from '../../harness/errors.ts';
import { nearest } from '../../harness/nearest.ts';
import { scenarioFolder } from '../../harness/case/scenario-files.ts';

const skeleton = (cause: KnownCause): string => `import {
  client,
  defineScenario,
  lan,
  server,
  startService,
  stopService,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'One sentence that says the state: what is wrong, as a teacher would read it aloud',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  // What breaks it. harness/changes/ has the verbs.
  fault: stopService('server'),
  // At which stage an ordinary client fails, what it sees, and what the packets do. A run checks all.
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > RST',
  cause: '${cause}',
  // The class of vocabulary/cause.ts that a client alone cannot split; leave it out if it can.
  clientSees: 'refusedByTarget',
  // The healthy scenario that looks as if it had this cause, where there is one:
  // twin: 'healthy/…',
  // The documented remedy. A run applies it alone, and the client must connect again. Its action is
  // one of remediesOf in vocabulary/cause.ts.
  remedy: {
    action: '${remediesOf[cause][0]}',
    advice: 'What to tell the person.',
    change: startService('server'),
  },
  lesson: {
    why: 'What happens, and why it looks as it does.',
    tellApart: 'What splits it from its look-alikes.',
    hints: ['A gentle hint.', 'A telling one.'],
    see: ['RFC 9293, 3.10.7.1'],
  },
});
`;

/** The published package holds JavaScript; scenarios are written in a checkout. */
const isCheckout = import.meta.url.endsWith('.ts');

/** Writes scenarios/<family>/<cause>.ts. Resolves to its path. Throws `UsageError`. */
export async function writeSkeleton(id: string, folder = scenarioFolder): Promise<string> {
  if (!isCheckout) {
    throw new UsageError({
      code: 'USAGE_NO_CHECKOUT',
      what: 'This is the published package; a scenario is added in a checkout of the repository.',
      next: 'in the checkout  npm ci && npx badconn new refused/bound-elsewhere',
    });
  }
  const [family, cause, ...rest] = id.split('/');
  const word = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  if (!family || !cause || rest.length > 0 || !word.test(family) || !word.test(cause)) {
    throw new UsageError({
      code: 'USAGE_SCENARIO_ID',
      what: `${id} is no id of a scenario; allowed is <family>/<cause> in lower case with hyphens.`,
      next: 'npx badconn new refused/bound-elsewhere',
    });
  }
  if (!(cause in causes)) {
    throw new UsageError({
      code: 'USAGE_UNKNOWN_CAUSE',
      what: `${cause} is no cause of the vocabulary.`,
      evidence: [`nearest: ${nearest(cause, Object.keys(causes), 3).join(', ')}`],
      next: `name a new state in vocabulary/cause.ts first: '${cause}': 'One sentence.',`,
    });
  }
  const file = join(folder, family, `${cause}.ts`);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, skeleton(cause as KnownCause), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UsageError({
      code: 'USAGE_SCENARIO_EXISTS',
      what: `${relative('.', file)} exists already; it is left as it is.`,
      next: `npx badconn run ${id}`,
    });
  }
  return relative('.', file);
}
