import { Command } from '@commander-js/extra-typings';

export const breakCommand = new Command('break')
  .description('break the connection to a container of yours while a command runs, and mend it')
  .argument('<symptom>', 'refused, silence, reset, …, or the id of a scenario')
  .argument('[command...]', 'command after --; without one, it stays broken until Ctrl-C')
  .requiredOption('--container <name>', 'name or id, as docker ps shows it')
  .requiredOption('--port <number>', 'the port within the container')
  .option('--from <container>', 'a container whose connections are meant; by default, this machine')
  .option('--for <time>', 'mend it after this time, as 30s or 5m, though the command goes on')
  .option('--scheme <name>', 'what the service speaks: tcp, http, https, ws or wss', 'tcp')
  .option('--path <path>', 'of the URL, of a web service', '/')
  .option('--says <text>', 'with tcp: what is said first and answered; \\r and \\n are line ends')
  .option('--ip-version <4|6>', 'by which the client comes to an address; 4 where there is one')
  .option('--standing <place>', 'sidecar, address, gate or mapped-port; by default, what works')
  .addHelpText(
    'after',
    `
The command begins once the symptom was seen, and has BADCONN_URL, BADCONN_HOST and BADCONN_PORT.
Symptoms, and the places where they are made: docs/containers.md.
Exit code: that of the command; 2 wrong use, or not possible from here; 4 not observed, or not healed.
  badconn break --container my-redis --port 6379 silence --for 30s -- npm test
  badconn break --container web --port 80 --scheme http bad-gateway
  badconn break --container db --port 5432 --from app timeout/host-firewall-drop -- docker exec app ./check`,
  )
  .action(async (symptom, command, options) => {
    const { breakWhile } = await import('./break-while.ts');
    process.exitCode = await breakWhile(symptom, command, options);
  });

export type BreakFlags = ReturnType<typeof breakCommand.opts>;
