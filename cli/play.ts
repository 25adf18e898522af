import { Command } from '@commander-js/extra-typings';

export const playCommand = new Command('play')
  .description(
    'learn by finding out what is wrong: a broken network, shells, hints, a mend that is checked',
  )
  .argument('[id]', 'number of an exercise (badconn list --lessons), or id of a scenario')
  .option('--track <name>', 'the next exercise of a track')
  .option('--surprise', 'any exercise that you have not solved')
  .option('--daily', 'the exercise of the day, the same for everybody')
  .option('--shell <role>', 'open one more shell in the lesson that goes on: client or server')
  .option('--scenarios <folder>', 'scenarios of your own, <family>/<cause>.ts')
  .option('--seed <digits>', '32 to 128 hex digits, for the names, addresses and ports')
  .option(
    '--engine <name>',
    'docker, or local (namespaces of this Linux machine); by default, Docker where it answers',
  )
  .addHelpText(
    'after',
    `
A lesson that you leave (q, or Ctrl-D) is kept, and badconn play goes on with it. Exit code: 0 you left, 2 wrong use, or an
input that is no terminal ended before a line with q; 3 the machine lacks something, 4 the lab failed, 130 interrupted.
  badconn play --track refused
  badconn play --shell client     in a second terminal`,
  )
  .action(async (id, { shell, ...flags }) => {
    if (shell === undefined) {
      const { begin } = await import('./play/begin.ts');
      process.exitCode = await begin({ id, ...flags });
      return;
    }
    const { lessonFolder } = await import('../harness/lesson/lesson-log.ts');
    const { shellOf } = await import('./play/running.ts');
    const { spawnSync } = await import('node:child_process');
    const command = shellOf(lessonFolder(), shell);
    process.exitCode = spawnSync('sh', ['-c', command], { stdio: 'inherit' }).status ?? 4;
  });
