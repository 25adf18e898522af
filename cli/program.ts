import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { stderr, stdout } from '../harness/output.ts';
import { widthOf } from '../harness/report/look.ts';
import { atlasCommand } from './atlas.ts';
import { breakCommand } from './break.ts';
import { briefCommand } from './brief.ts';
import { causesCommand } from './causes.ts';
import { cleanCommand } from './clean.ts';
import { clientCommand } from './client.ts';
import { collectCommand } from './collect.ts';
import { compareCommand } from './compare.ts';
import { completionCommand } from './completion.ts';
import { confineCommand } from './confine.ts';
import { diagnoseCommand } from './diagnose.ts';
import { doctorCommand } from './doctor.ts';
import { execCommand } from './exec.ts';
import { fitHelp } from './fit-help.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { gradeCommand } from './grade.ts';
import { handoutCommand } from './handout.ts';
import { huntCommand } from './hunt.ts';
import { lessonCommand } from './lesson.ts';
import { listCommand } from './list.ts';
import { mcpCommand } from './mcp.ts';
import { mergeCommand } from './merge.ts';
import { newCommand } from './new.ts';
import { playCommand } from './play.ts';
import { prepareCommand } from './prepare.ts';
import { refuseRepeats } from './refuse-repeats.ts';
import { replayCommand } from './replay.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { serveCommand } from './serve.ts';
import { smokeCommand } from './smoke.ts';
import { version } from '../harness/version.ts';

/** All commands: for running, shell completion and the man page. */
export const program = new Command('badconn')
  .description(
    'Reproduces connection failures in Docker, grades diagnosers on them, and diagnoses your own connections.',
  )
  .version(version)
  .configureOutput({
    writeOut: (text) => stdout.text(fitHelp(text, widthOf(stdout))),
    writeErr: stderr.text,
    getOutHelpWidth: () => widthOf(stdout),
  })
  .configureHelp({
    minWidthToWrap: 20,
    // Omits "[options]" in the list: every command has options.
    subcommandTerm: (command) =>
      `${command.name()} ${command.usage().replace(/^\[options\] ?/, '')}`.trim(),
  })
  .showHelpAfterError('(badconn --help lists all commands)')
  .showSuggestionAfterError()
  .exitOverride()
  .hook('preAction', async (_, command) => {
    const { applySettings } = await import('./settings/apply-settings.ts');
    await applySettings(command);
  })
  .addHelpText(
    'after',
    `
Begin here:
  badconn diagnose ws://shop.example:8080   what is wrong with a connection
  badconn explain "<error message>"         what a client's message may mean
  badconn exec timeout/host-firewall-drop   a shell in a broken network
  badconn play --track refused              find out by yourself what is wrong
  badconn run                               every scenario, each verdict judged

Exit codes: 0 all passed, 1 a verdict failed, 2 wrong use, 3 the machine lacks
something, 4 the lab failed, 5 output or a file could not be written, 130
interrupted. diagnose: 0 healthy, 1 a cause was found, 6 the evidence does not
tell.`,
  );

const groups: readonly (readonly [heading: string, commands: readonly CommandUnknownOpts[]])[] = [
  [
    'A connection of your own:',
    [diagnoseCommand, explainCommand, causesCommand, collectCommand, replayCommand, mcpCommand],
  ],
  [
    'Broken networks:',
    [
      ...[listCommand, execCommand, runCommand, huntCommand, reportCommand, compareCommand],
      ...[mergeCommand, atlasCommand],
    ],
  ],
  ['Lessons:', [playCommand, serveCommand, lessonCommand, handoutCommand, briefCommand]],
  [
    'Diagnosers, clients and containers of your own:',
    [
      ...[newCommand, smokeCommand, exportCommand, gradeCommand, confineCommand, clientCommand],
      ...[breakCommand],
    ],
  ],
  ['This machine:', [doctorCommand, prepareCommand, cleanCommand, completionCommand]],
];

for (const [heading, commands] of groups) {
  program.commandsGroup(heading);
  for (const command of commands) {
    // Subcommands inherit the output, the hint after an error, and throwing instead of exiting.
    program.addCommand(command.copyInheritedSettings(program));
    refuseRepeats(command);
    command.showHelpAfterError(`(badconn ${command.name()} --help says how it is used)`);
  }
}
program.helpCommand('help [command]', 'the help of a command');
