import { Command } from '@commander-js/extra-typings';

export const execCommand = new Command('exec')
  .description('run a shell or a command inside a broken network; it is removed afterwards')
  .argument('<id>', 'the scenario, as badconn list shows it')
  .argument('[command...]', 'command after --; by default a shell')
  .option('--host <name>', 'host to run on: client, server or router', 'client')
  .option('--scenarios <folder>', 'scenarios of your own, <family>/<cause>.ts')
  .option('--form <name>', 'form of the scenario, if it has several')
  .option('--at <values>', 'values of axes, such as ipVersion=6 (badconn list --axes)')
  .option('--as <user>', 'root, or app for an ordinary user', 'root')
  .option('--seed <digits>', '32 to 128 hex digits, for the names, addresses and ports')
  .option(
    '--engine <name>',
    'docker, or local (namespaces of this Linux machine); by default, Docker where it answers',
  )
  .option('--healthy', 'do not apply the fault')
  .addHelpText(
    'after',
    `
In the lab, $TARGET is the URL that the client connects to.
  badconn exec timeout/host-firewall-drop
  badconn exec refused/loopback-bind -- sh -c 'curl -sv $TARGET'
  badconn exec refused/loopback-bind --host server -- ss -ltn`,
  )
  .action(async (id, command, options) => {
    const { execInLab } = await import('./exec-in-lab.ts');
    process.exitCode = await execInLab(id, command, options);
  });

export type ExecFlags = ReturnType<typeof execCommand.opts>;
