import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { stderr, stdout } from '../harness/output.ts';
import { widthOf } from '../harness/report/look.ts';
import { fitHelp } from './fit-help.ts';
import { refuseRepeats } from './refuse-repeats.ts';
import { version } from '../harness/version.ts';

const empty = (): Command =>
  new Command('badconn')
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

type Loading = () => Promise<CommandUnknownOpts>;

/** By name, under the headings of the help. */
const groups: Readonly<Record<string, Readonly<Record<string, Loading>>>> = {
  'A connection of your own:': {
    diagnose: async () => (await import('./diagnose.ts')).diagnoseCommand,
    explain: async () => (await import('./explain.ts')).explainCommand,
    causes: async () => (await import('./causes.ts')).causesCommand,
    collect: async () => (await import('./collect.ts')).collectCommand,
    replay: async () => (await import('./replay.ts')).replayCommand,
    mcp: async () => (await import('./mcp.ts')).mcpCommand,
  },
  'Broken networks:': {
    list: async () => (await import('./list.ts')).listCommand,
    exec: async () => (await import('./exec.ts')).execCommand,
    run: async () => (await import('./run.ts')).runCommand,
    hunt: async () => (await import('./hunt.ts')).huntCommand,
    report: async () => (await import('./report.ts')).reportCommand,
    compare: async () => (await import('./compare.ts')).compareCommand,
    merge: async () => (await import('./merge.ts')).mergeCommand,
    atlas: async () => (await import('./atlas.ts')).atlasCommand,
  },
  'Lessons:': {
    play: async () => (await import('./play.ts')).playCommand,
    serve: async () => (await import('./serve.ts')).serveCommand,
    lesson: async () => (await import('./lesson.ts')).lessonCommand,
    handout: async () => (await import('./handout.ts')).handoutCommand,
    brief: async () => (await import('./brief.ts')).briefCommand,
  },
  'Diagnosers, clients and containers of your own:': {
    new: async () => (await import('./new.ts')).newCommand,
    smoke: async () => (await import('./smoke.ts')).smokeCommand,
    export: async () => (await import('./export.ts')).exportCommand,
    grade: async () => (await import('./grade.ts')).gradeCommand,
    confine: async () => (await import('./confine.ts')).confineCommand,
    client: async () => (await import('./client.ts')).clientCommand,
    break: async () => (await import('./break.ts')).breakCommand,
  },
  'This machine:': {
    doctor: async () => (await import('./doctor.ts')).doctorCommand,
    prepare: async () => (await import('./prepare.ts')).prepareCommand,
    clean: async () => (await import('./clean.ts')).cleanCommand,
    completion: async () => (await import('./completion.ts')).completionCommand,
  },
};

/** Commands that look at all the others. */
const needAll = ['completion'];

/** The program with all its commands; for one that is called by its name, with this one: to load all takes 20 ms. */
export async function programFor(called?: string): Promise<CommandUnknownOpts> {
  const isNamed = Object.values(groups).some((group) => Object.hasOwn(group, called ?? ''));
  const isWanted = (name: string): boolean =>
    !isNamed || needAll.includes(called ?? '') || name === called;
  const program = empty();
  for (const [heading, group] of Object.entries(groups)) {
    program.commandsGroup(heading);
    const wanted = Object.entries(group).filter(([name]) => isWanted(name));
    for (const command of await Promise.all(wanted.map(([, load]) => load()))) {
      // Subcommands inherit the output, the hint after an error, and throwing instead of exiting.
      program.addCommand(command.copyInheritedSettings(program));
      refuseRepeats(command);
      command.showHelpAfterError(`(badconn ${command.name()} --help says how it is used)`);
    }
  }
  return program.helpCommand('help [command]', 'the help of a command');
}
