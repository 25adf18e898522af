import { pathOf, type Rule } from './imports.ts';

const says =
  'A scenario is data: it may have imports and one `export default defineScenario({ … })` only.';

/** Globals with which a file can do I/O without an import. */
const outside = new Set([
  'process',
  'globalThis',
  'console',
  'fetch',
  'require',
  'eval',
  'Function',
]);

/** No I/O, no `async`, no functions: a scenario can be read aloud, and reading it does nothing. */
export const scenarioIsData: Rule = {
  create: (context) => {
    if (!pathOf(context).startsWith('scenarios/')) return {};
    const report = (what: string) => (node: Parameters<typeof context.report>[0]['node']) =>
      context.report({
        ...(node ? { node } : { loc: { line: 1, column: 0 } }),
        message: `${what}: ${says}`,
      });
    return {
      Program: (program) => {
        for (const statement of program.body) {
          if (statement.type === 'ImportDeclaration') continue;
          const call =
            statement.type === 'ExportDefaultDeclaration' ? statement.declaration : undefined;
          const isScenario =
            call?.type === 'CallExpression' &&
            call.callee.type === 'Identifier' &&
            call.callee.name === 'defineScenario';
          if (!isScenario) report('another statement')(statement);
        }
      },
      ArrowFunctionExpression: report('a function'),
      FunctionExpression: report('a function'),
      FunctionDeclaration: report('a function'),
      ClassDeclaration: report('a class'),
      ClassExpression: report('a class'),
      AwaitExpression: report('await'),
      ImportExpression: report('import()'),
      MetaProperty: report('import.meta'),
      NewExpression: report('new'),
      Identifier: (node) => {
        if (outside.has(node.name)) report(node.name)(node);
      },
    };
  },
};
