import type { CommandTree, TreeCommand } from '../completion/command-tree.ts';

/** Escapes text for roff: hyphens that can be copied, and no accidental control lines (groff(7), Escape Sequences). */
const roff = (text: string): string =>
  text
    .replaceAll('\\', String.raw`\e`)
    .replaceAll('-', String.raw`\-`)
    .replaceAll(/^([.'])/gm, String.raw`\&$1`);

const option = ({ flags, description }: TreeCommand['options'][number]): string =>
  `.TP\n.B ${roff(flags)}\n${roff(description)}`;

const section = ({ usage, description, options }: TreeCommand): string =>
  [
    `.SS badconn ${roff(usage)}`,
    roff(`${description.charAt(0).toUpperCase()}${description.slice(1)}.`),
    ...options.map(option),
  ].join('\n');

const exitCodes: readonly (readonly [string, string])[] = [
  ['0', 'All verdicts passed; of diagnose: the connection is healthy.'],
  ['1', 'A verdict failed; of diagnose: a cause was found.'],
  ['2', 'Wrong use.'],
  ['3', 'The machine lacks something (badconn doctor).'],
  ['4', 'The lab failed.'],
  ['5', 'Output, a report or a file could not be written, whatever the verdicts are.'],
  ['6', 'Of diagnose: the evidence does not tell.'],
  ['130', 'Interrupted.'],
];

/** The man page of the program (man(7)), from the same tree as its help. */
export function manPage({ name, description, commands }: CommandTree, version: string): string {
  return `.\\" Generated from the command tree: npm run build.
.TH ${name.toUpperCase()} 1 "" "${name} ${roff(version)}" "User Commands"
.SH NAME
${name} \\- why connections fail, and how to be sure
.SH SYNOPSIS
.B ${name}
.I command
[options] [arguments]
.SH DESCRIPTION
${roff(description)}
.SH COMMANDS
${commands.map(section).join('\n')}
.SH FILES
.TP
.B badconn.config.json
Settings of a project, in the folder in which badconn is run; the key badconn of package.json does the same.
What the command line says goes before them.
.SH EXIT STATUS
${exitCodes.map(([code, says]) => `.TP\n.B ${code}\n${roff(says)}`).join('\n')}
.SH SEE ALSO
The folder docs of the package, and ${roff('badconn <command> --help')} with examples.
.BR curl (1),
.BR ss (8),
.BR tcpdump (8)
`;
}
