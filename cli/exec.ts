import { Command } from '@commander-js/extra-typings';

export const execCommand = new Command('exec')
  .description('a command, or a shell, inside a broken network; cleaned up afterwards')
  .argument('<id>', 'the scenario, as badconn list shows it')
  .argument('[command...]', 'what to run, after --; a shell by default')
  .option('--host <name>', 'the host to be in: client, server or router', 'client')
  .option('--scenarios <folder>', 'scenarios of your own, <family>/<cause>.ts')
  .option('--form <name>', 'which form, where the scenario has several')
  .option('--at <values>', 'values of axes, such as ipVersion=6 (badconn list --axes)')
  .option('--as <user>', 'root, or app for an ordinary user', 'root')
  .option('--seed <digits>', '32 to 128 hex digits, for the names, addresses and ports')
  .option('--healthy', 'before the fault, to see how it should be')
  .addHelpText(
    'after',
    `
Inside, $TARGET is the address that the client is set to connect to.
  badconn exec timeout/host-firewall-drop
  badconn exec refused/loopback-bind -- sh -c 'curl -sv $TARGET'
  badconn exec refused/loopback-bind --host server -- ss -ltn`,
  )
  .action(async (id, command, options) => {
    const { execInLab } = await import('./exec-in-lab.ts');
    process.exitCode = await execInLab(id, command, options);
  });

export type ExecFlags = ReturnType<typeof execCommand.opts>;
