import { imports, pathOf, type Import, type Rule } from './imports.ts';

/** Who may import what. The sentence is what the linter says when the law is broken. */
interface ImportLaw {
  says: string;
  governs(file: string): boolean;
  allows(wanted: Import): boolean;
}

const isTest = (file: string): boolean => /\.test\.ts$|\/sample-[^/]+\.ts$/.test(file);
const below = (path: string, ...folders: string[]): boolean =>
  folders.some((folder) => path.startsWith(`${folder}/`));

const isBuiltin = ({ kind }: Import): boolean => kind === 'builtin';
const isFileIn = ({ kind, name }: Import, ...folders: string[]): boolean =>
  kind === 'file' && below(name, ...folders);
const isTypeFrom = (wanted: Import, folder: string): boolean =>
  wanted.isType && isFileIn(wanted, folder);

const io = /^(fs|net|http|http2|https|tls|dgram|dns|child_process|worker_threads|cluster)(\/|$)/;

export const importLaws: Readonly<Record<string, ImportLaw>> = {
  'diagnoser-imports-no-harness': {
    says: 'diagnoser/ must not import harness/ or scenarios/: it imports itself, node builtins and types of vocabulary/.',
    governs: (file) => below(file, 'diagnoser') && !isTest(file),
    allows: (wanted) =>
      isBuiltin(wanted) || isFileIn(wanted, 'diagnoser') || isTypeFrom(wanted, 'vocabulary'),
  },
  'diagnoser-tests-import-no-harness': {
    says: 'Tests of diagnoser/ work on recorded evidence and on loopback; they import nothing of harness/ or scenarios/.',
    governs: (file) => below(file, 'diagnoser') && isTest(file),
    allows: (wanted) => !isFileIn(wanted, 'harness', 'scenarios', 'cli'),
  },
  'harness-imports-no-diagnoser': {
    says: 'harness/ and scenarios/ must not import diagnoser/: the reference diagnoser is run as any other.',
    governs: (file) => below(file, 'harness', 'scenarios'),
    allows: (wanted) => !isFileIn(wanted, 'diagnoser'),
  },
  'scenario-imports-harness-and-vocabulary': {
    says: 'A scenario imports ../../harness/index.ts and vocabulary/, and nothing else.',
    governs: (file) => below(file, 'scenarios'),
    allows: (wanted) =>
      (wanted.kind === 'file' && wanted.name === 'harness/index.ts') ||
      isFileIn(wanted, 'vocabulary'),
  },
  'vocabulary-imports-nothing': {
    says: 'vocabulary/ imports nothing but itself: it is the contract for diagnosers by other people.',
    governs: (file) => below(file, 'vocabulary') && !isTest(file),
    allows: (wanted) => isFileIn(wanted, 'vocabulary'),
  },
  'collector-stands-alone': {
    says: 'collector/ imports itself, node builtins and types of vocabulary/, and nothing else.',
    governs: (file) => below(file, 'collector') && !isTest(file),
    allows: (wanted) =>
      isBuiltin(wanted) || isFileIn(wanted, 'collector') || isTypeFrom(wanted, 'vocabulary'),
  },
  'knowledge-stands-alone': {
    says: 'knowledge/ imports itself, vocabulary/ and node builtins: what it knows of scenarios is what was recorded.',
    governs: (file) => below(file, 'knowledge') && !isTest(file),
    allows: (wanted) => isBuiltin(wanted) || isFileIn(wanted, 'knowledge', 'vocabulary'),
  },
  'host-programs-stand-alone': {
    says: 'Programs of hosts (client, fixtures/hosts, harness/engine/agent) import node builtins, ws, each other and types of vocabulary/: nothing else is in the image.',
    governs: (file) =>
      below(file, 'client', 'fixtures/hosts', 'harness/engine/agent') && !isTest(file),
    allows: (wanted) =>
      isBuiltin(wanted) ||
      (wanted.kind === 'package' && wanted.name === 'ws') ||
      isFileIn(wanted, 'client', 'fixtures/hosts', 'harness/engine/agent') ||
      (wanted.isType && isFileIn(wanted, 'vocabulary')),
  },
  'pure-folders-do-no-io': {
    says: 'Topologies, changes, the reading of packets, the judge, the report, diagnoser/observe and diagnoser/conclude are pure: no file, socket or process.',
    governs: (file) =>
      !isTest(file) &&
      below(
        file,
        ...['harness/topology', 'harness/changes', 'harness/witness'],
        ...['harness/judge', 'harness/report', 'diagnoser/observe', 'diagnoser/conclude'],
      ),
    allows: (wanted) =>
      !(isBuiltin(wanted) && io.test(wanted.name)) &&
      (wanted.isType || !isFileIn(wanted, 'harness/engine', 'machine', 'diagnoser/probe')),
  },
};

/** The law as a rule of the linter. */
export const importRule = ({ says, governs, allows }: ImportLaw): Rule => ({
  create: (context) => {
    if (!governs(pathOf(context))) return {};
    return imports(context, (wanted, node) => {
      if (!allows(wanted)) context.report({ node, message: `${wanted.name}: ${says}` });
    });
  },
});
