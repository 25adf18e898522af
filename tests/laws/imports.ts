import { isBuiltin } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import type { RuleTester } from 'oxlint/plugins-dev';

export type Rule = Parameters<RuleTester['run']>[1];
export type Context = Parameters<NonNullable<Rule['create']>>[0];
export type Visitor = ReturnType<NonNullable<Rule['create']>>;

/** What a file asks for, whichever of the five forms of import it uses. */
export interface Import {
  /** `builtin` for node:…, `package` for what npm brings, `file` for a file of this repository. */
  kind: 'builtin' | 'package' | 'file';
  /** The module's name without `node:`, or the file's path from the repository's root. */
  name: string;
  /** True where nothing is left of it at run time. */
  isType: boolean;
}

/** The linted file's path from the folder in which the linter runs, with forward slashes. */
export const pathOf = ({ filename, cwd }: Context): string =>
  relative(cwd, filename).split(sep).join('/');

function read(specifier: string, isType: boolean, { filename, cwd }: Context): Import {
  if (/^[./]/.test(specifier)) {
    const path = relative(cwd, resolve(dirname(filename), specifier));
    return { kind: 'file', name: path.split(sep).join('/'), isType };
  }
  const kind = isBuiltin(specifier) ? 'builtin' : 'package';
  return { kind, name: specifier.replace(/^node:/, ''), isType };
}

type Node = Parameters<NonNullable<Visitor['Literal']>>[0];
type OnImport = (wanted: Import, node: Node) => void;

/**
 * Calls back for `import`, `export … from`, `export *`, `import()` and the type `import('…')`. What an
 * `import()` computes counts as a package that no room allows.
 */
export function imports(context: Context, found: OnImport): Visitor {
  const take = (source: unknown, isType: boolean, node: unknown): void => {
    const value = (source as { value?: unknown } | null)?.value;
    const isKnown = typeof value === 'string';
    const unknown = { kind: 'package', name: 'something computed', isType } as const;
    found(isKnown ? read(value, isType, context) : unknown, node as Node);
  };
  return {
    ImportDeclaration: (node) => {
      const named = node.specifiers.every(
        (one) => one.type === 'ImportSpecifier' && one.importKind === 'type',
      );
      const isType = node.importKind === 'type' || (node.specifiers.length > 0 && named);
      take(node.source, isType, node);
    },
    ExportNamedDeclaration: (node) => {
      if (node.source) take(node.source, node.exportKind === 'type', node);
    },
    ExportAllDeclaration: (node) => take(node.source, node.exportKind === 'type', node),
    ImportExpression: (node) => take(node.source, false, node),
    TSImportType: (node) => take(node.source, true, node),
  };
}
