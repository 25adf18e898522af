import { Command } from '@commander-js/extra-typings';

export const confineCommand = new Command('confine')
  .description('run an agent of yours where it cannot read badconn, its runs and other processes')
  .argument(
    '<command...>',
    'the command, after -- if it has options; files named in it are readable, their folders are not',
  )
  .option(
    '--read <path>',
    'a further file or folder that it may read; may be given several times',
    (path, before: string[]) => [...before, path],
    [],
  )
  .addHelpText(
    'after',
    `
Linux, with unshare(1) and setpriv(1) of util-linux. The command runs in mount, PID and IPC namespaces of its own
(namespaces(7)), as nobody when root starts it: it sees the system's programs and libraries, Node, what is named, an empty
/tmp, and its own processes. It keeps environment, stdin and network, so that it reaches the endpoint of a trial and its API.
  badconn run --diagnoser "agent:badconn confine node my-agent.mjs"
  badconn confine --read ./agent --read ~/.config/agent -- python3 -u agent/main.py
Exit codes: those of the command; 2 wrong use, 3 this machine does not allow it.`,
  )
  .action(async (command, { read }) => {
    const { confine } = await import('./confine/confine.ts');
    process.exitCode = await confine(command, read);
  });
