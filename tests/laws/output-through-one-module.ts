import { pathOf, type Rule } from './imports.ts';

const says =
  'cli/, harness/ and machine/ must print through harness/output.ts, which strips control sequences from untrusted text.';

/** That module, programs that speak a protocol on stdout, and the terminal of `exec`. */
const mayWrite = [
  // It runs in any Node, and imports nothing of badconn then.
  'cli/badconn.js',
  'harness/output.ts',
  'harness/unwritten.ts',
  'harness/engine/agent/agent.ts',
  'harness/engine/docker/terminal.ts',
  'harness/engine/local/terminal.ts',
  'harness/guest/module-runner.ts',
  'harness/guest/refuse-recorded.ts',
];

const governs = (file: string): boolean =>
  /^(cli|harness|machine)\//.test(file) && !file.endsWith('.test.ts') && !mayWrite.includes(file);

const streams = new Set(['stdout', 'stderr']);
const nameOf = (node: unknown): unknown => {
  const { name, value } = (node ?? {}) as { name?: unknown; value?: unknown };
  return name ?? value;
};

/** No `process.stdout` in any form, no `console`, no descriptor 1 or 2. */
export const outputThroughOneModule: Rule = {
  create: (context) => {
    if (!governs(pathOf(context))) return {};
    return {
      MemberExpression: (node) => {
        const { object, property } = node;
        if (object.type !== 'Identifier') return;
        const isStream = object.name === 'process' && streams.has(String(nameOf(property)));
        if (isStream || object.name === 'console') {
          context.report({ node, message: `${object.name}.${String(nameOf(property))}: ${says}` });
        }
      },
      VariableDeclarator: (node) => {
        if (nameOf(node.init) !== 'process' || node.id.type !== 'ObjectPattern') return;
        const taken = node.id.properties.map((one) => 'key' in one && nameOf(one.key));
        if (taken.some((name) => streams.has(String(name)))) {
          context.report({ node, message: `process.${taken.join(', ')}: ${says}` });
        }
      },
      CallExpression: (node) => {
        const [first] = node.arguments;
        const { callee } = node;
        const name = callee.type === 'MemberExpression' ? callee.property : callee;
        if (!/^writeSync$/.test(String(nameOf(name)))) return;
        if (nameOf(first) === 1 || nameOf(first) === 2) {
          context.report({ node, message: `writeSync(${String(nameOf(first))}): ${says}` });
        }
      },
      ImportDeclaration: (node) => {
        if (!/^(node:)?(process|console)$/.test(node.source.value)) return;
        context.report({ node, message: `${node.source.value}: ${says}` });
      },
    };
  },
};
