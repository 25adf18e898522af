import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { causes, classes, isCause, isKnownCause, remediesOf } from '../../vocabulary/index.ts';
import { cannotWrite } from '../../harness/cannot-write.ts';
import { UsageError } from '../../harness/errors.ts';
import { misspelt } from '../../harness/nearest.ts';
import { scenarioFolder } from '../../harness/case/scenario-files.ts';

const head = (from: string, imports: readonly string[]): string => `import {
${imports.map((name) => `  ${name},\n`).join('')}} from '${from}';

export default defineScenario({
  title: 'One sentence that says the state: what is wrong, as a teacher would read it aloud',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
`;

const lesson = `  lesson: {
    why: 'What happens, and why it looks as it does.',
    tellApart: 'What splits it from its look-alikes.',
    hints: ['A gentle hint.', 'A telling one.'],
    see: ['RFC 9293, 3.10.7.1'],
  },
});
`;

const healthy = (from: string): string =>
  `${head(from, ['client', 'defineScenario', 'lan', 'server', 'webSocket', 'withholdErrors'])}  // What does no harm, and looks as if it might. harness/changes/ has the verbs.
  harmless: withholdErrors('server'),
  // What an ordinary client sees, and what the packets do. A run checks both.
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
${lesson}`;

const broken = (from: string, cause: string): string => {
  const [known] =
    Object.entries(classes).find(([, all]) => (all as readonly string[]).includes(cause)) ?? [];
  const action = isKnownCause(cause) ? remediesOf[cause][0] : 'start-service';
  const imports = [
    'client',
    'defineScenario',
    'lan',
    'server',
    'startService',
    'stopService',
    'webSocket',
  ];
  return `${head(from, imports)}  // What breaks it. harness/changes/ has the verbs.
  fault: stopService('server'),
  // At which stage an ordinary client fails, what it sees, and what the packets do. A run checks all.
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'SYN > RST',
  cause: '${cause}',
  // The class of vocabulary/cause.ts that a client alone cannot split; leave it out if it can.
  ${known === undefined ? '// ' : ''}clientSees: '${known ?? 'refusedByTarget'}',
  // The healthy scenario that looks as if it had this cause, where there is one:
  // twin: 'healthy/…',
  // The documented remedy. A run applies it alone, and the client must connect again. Its action is
  // one of remediesOf in vocabulary/cause.ts.
  remedy: {
    action: '${action}',
    advice: 'What to tell the person.',
    change: startService('server'),
  },
${lesson}`;
};

/** The published package contains JavaScript; scenarios of badconn itself are written in a checkout. */
const isCheckout = import.meta.url.endsWith('.ts');

const wrong = (code: string, what: string, next: string): UsageError =>
  new UsageError({ code: `USAGE_${code}`, what, next });

/** Family and file name of an id. Throws `UsageError` for an id that no rule would accept. */
function partsOf(id: string, folder: string | undefined): [family: string, name: string] {
  const where = folder === undefined ? '' : ` --scenarios ${folder}`;
  const again = (other: string): string => `npx badconn new ${other}${where}`;
  const [family, name, ...rest] = id.split('/');
  const word = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  if (!family || !name || rest.length > 0 || !word.test(family) || !word.test(name)) {
    const allowed = '<family>/<cause> in lower case with hyphens';
    throw wrong(
      'SCENARIO_ID',
      `${id} is no id of a scenario; allowed is ${allowed}.`,
      again('refused/bound-elsewhere'),
    );
  }
  if (family === 'healthy' || isCause(name)) return [family, name];
  const meant = misspelt(name, Object.keys(causes));
  throw wrong(
    'UNKNOWN_CAUSE',
    `${name} is no cause of the vocabulary, and has no x- before it.`,
    again(`${family}/${meant ?? `x-${name}`}`),
  );
}

/** Writes `<family>/<cause>.ts` into scenarios/, or into a user's folder. Resolves to its path. Throws `UsageError`. */
export async function writeSkeleton(
  id: string,
  folder?: string,
  isOwn = folder !== undefined,
): Promise<string> {
  if (folder === undefined && !isCheckout) {
    throw wrong(
      'NO_CHECKOUT',
      'This is the published package, to which no scenario is added; yours lie in a folder of your own.',
      `npx badconn new ${id} --scenarios ./scenarios`,
    );
  }
  const [family, name] = partsOf(id, folder);
  const from = isOwn ? 'badconn/harness' : '../../harness/index.ts';
  const file = join(folder ?? scenarioFolder, family, `${name}.ts`);
  const text = family === 'healthy' ? healthy(from) : broken(from, name);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST')
      throw cannotWrite(file, 'npx badconn new', cause);
    const where = folder === undefined ? '' : ` --scenarios ${folder}`;
    const what = `${relative('.', file)} exists already and was not changed.`;
    throw wrong('SCENARIO_EXISTS', what, `npx badconn run ${id}${where}`);
  }
  return relative('.', file);
}
