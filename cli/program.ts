import { Command } from '@commander-js/extra-typings';
import { stderr, stdout } from '../harness/output.ts';
import { atlasCommand } from './atlas.ts';
import { breakCommand } from './break.ts';
import { briefCommand } from './brief.ts';
import { causesCommand } from './causes.ts';
import { cleanCommand } from './clean.ts';
import { clientCommand } from './client.ts';
import { collectCommand } from './collect.ts';
import { compareCommand } from './compare.ts';
import { completionCommand } from './completion.ts';
import { diagnoseCommand } from './diagnose.ts';
import { doctorCommand } from './doctor.ts';
import { execCommand } from './exec.ts';
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
import { replayCommand } from './replay.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { serveCommand } from './serve.ts';
import { smokeCommand } from './smoke.ts';
import { version } from '../harness/version.ts';

/** The tree of all commands: what is run, completed in shells, and told in the man page. */
export const program = new Command('badconn')
  .description(
    'Reproduces connection failures in Docker, grades diagnosers on them, and diagnoses your own connections.',
  )
  .version(version)
  .configureOutput({ writeOut: stdout.text, writeErr: stderr.text })
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
  badconn run                          every scenario, with the reference diagnoser
  badconn exec timeout/host-firewall-drop    a shell in the client of a broken network
  badconn play --track refused         find out by yourself what is wrong
  badconn diagnose ws://shop.example:8080    what is wrong with a connection of this machine
  badconn explain "<error message>"     possible causes of the message of any client

Exit codes: 0 all passed, 1 a verdict failed, 2 wrong use, 3 the machine lacks something,
            4 the lab failed, 5 output or a file could not be written, 130 interrupted.
            diagnose: 0 healthy, 1 a cause was found, 6 the evidence does not tell.`,
  );

for (const command of [
  listCommand,
  runCommand,
  huntCommand,
  mergeCommand,
  reportCommand,
  compareCommand,
  smokeCommand,
  exportCommand,
  gradeCommand,
  execCommand,
  playCommand,
  serveCommand,
  lessonCommand,
  breakCommand,
  clientCommand,
  handoutCommand,
  briefCommand,
  diagnoseCommand,
  collectCommand,
  replayCommand,
  explainCommand,
  causesCommand,
  mcpCommand,
  atlasCommand,
  doctorCommand,
  prepareCommand,
  cleanCommand,
  newCommand,
  completionCommand,
]) {
  // Where it writes, what stands after an error, and that it throws in place of an exit.
  program.addCommand(command.copyInheritedSettings(program));
}
