import { imports, pathOf, type Import, type Rule } from './imports.ts';

/** An import rule. `says` is the message of the linter for a violation. */
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
    says: 'diagnoser/ must not import harness/ or scenarios/, which hold the answers; only itself, node builtins and types of vocabulary/.',
    governs: (file) => below(file, 'diagnoser') && !isTest(file),
    allows: (wanted) =>
      isBuiltin(wanted) || isFileIn(wanted, 'diagnoser') || isTypeFrom(wanted, 'vocabulary'),
  },
  'diagnoser-tests-import-no-harness': {
    says: 'Tests of diagnoser/ must not import harness/ or scenarios/; they use recorded evidence and loopback.',
    governs: (file) => below(file, 'diagnoser') && isTest(file),
    allows: (wanted) => !isFileIn(wanted, 'harness', 'scenarios', 'cli'),
  },
  'harness-imports-no-diagnoser': {
    says: 'harness/ and scenarios/ must not import diagnoser/: the reference diagnoser runs like any other.',
    governs: (file) => below(file, 'harness', 'scenarios'),
    allows: (wanted) => !isFileIn(wanted, 'diagnoser'),
  },
  'scenario-imports-harness-and-vocabulary': {
    says: 'A scenario may import ../../harness/index.ts and vocabulary/ only.',
    governs: (file) => below(file, 'scenarios'),
    allows: (wanted) =>
      (wanted.kind === 'file' && wanted.name === 'harness/index.ts') ||
      isFileIn(wanted, 'vocabulary'),
  },
  'vocabulary-imports-nothing': {
    says: 'vocabulary/ may import itself only: it is the contract with diagnosers.',
    governs: (file) => below(file, 'vocabulary') && !isTest(file),
    allows: (wanted) => isFileIn(wanted, 'vocabulary'),
  },
  'collector-stands-alone': {
    says: 'collector/ may import itself, node builtins and types of vocabulary/ only.',
    governs: (file) => below(file, 'collector') && !isTest(file),
    allows: (wanted) =>
      isBuiltin(wanted) || isFileIn(wanted, 'collector') || isTypeFrom(wanted, 'vocabulary'),
  },
  'knowledge-stands-alone': {
    says: 'knowledge/ may import itself, vocabulary/ and node builtins only: it uses recordings, not scenarios.',
    governs: (file) => below(file, 'knowledge') && !isTest(file),
    allows: (wanted) => isBuiltin(wanted) || isFileIn(wanted, 'knowledge', 'vocabulary'),
  },
  'host-programs-stand-alone': {
    says: 'Programs of hosts (client, fixtures/hosts, harness/engine/agent) may import node builtins, ws, each other and types of vocabulary/ only: nothing else is in the image.',
    governs: (file) =>
      below(file, 'client', 'fixtures/hosts', 'harness/engine/agent') && !isTest(file),
    allows: (wanted) =>
      isBuiltin(wanted) ||
      (wanted.kind === 'package' && wanted.name === 'ws') ||
      isFileIn(wanted, 'client', 'fixtures/hosts', 'harness/engine/agent') ||
      (wanted.isType && isFileIn(wanted, 'vocabulary')),
  },
  'pure-folders-do-no-io': {
    says: 'harness/{topology,changes,witness,judge,report}, diagnoser/observe and diagnoser/conclude must be pure: no files, sockets or processes.',
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

/** The import rule as a rule of oxlint. */
export const importRule = ({ says, governs, allows }: ImportLaw): Rule => ({
  create: (context) => {
    if (!governs(pathOf(context))) return {};
    return imports(context, (wanted, node) => {
      if (!allows(wanted)) context.report({ node, message: `${wanted.name}: ${says}` });
    });
  },
});
