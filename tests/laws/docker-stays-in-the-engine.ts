import { imports, pathOf, type Rule } from './imports.ts';

const says =
  'Only harness/engine/docker/ and machine/ may use Docker; other code uses the interfaces of harness/engine/engine.ts.';

const clients = /^(@types\/)?(dockerode|docker-modem|testcontainers)(\/|$)/;
const names = /^Docker(ode|Options)?$/;

/** Docker tests inspect the engine for containers that a run left behind. */
const mayKnow = (file: string): boolean =>
  /^(harness\/engine\/docker|machine|tests\/docker)\//.test(file);

/** Forbids Docker's client, its types and its command line outside of two folders. */
export const dockerStaysInTheEngine: Rule = {
  create: (context) => {
    if (mayKnow(pathOf(context))) return {};
    const seen = imports(context, ({ kind, name }, node) => {
      if (kind === 'package' && clients.test(name)) {
        context.report({ node, message: `${name}: ${says}` });
      }
    });
    return {
      ...seen,
      TSTypeReference: (node) => {
        if (node.typeName.type === 'Identifier' && names.test(node.typeName.name)) {
          context.report({ node, message: `${node.typeName.name}: ${says}` });
        }
      },
      CallExpression: (node) => {
        const [first] = node.arguments;
        if (first?.type === 'Literal' && first.value === 'docker') {
          context.report({ node, message: `the command docker: ${says}` });
        }
      },
    };
  },
};
