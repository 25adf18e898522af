import type { CommandSpec } from './agent/protocol.ts';

/** Where the lab's programs lie inside the image: `/opt/lab`, in the layout of this repository. */
export const agentPath = '/opt/lab/harness/engine/agent/agent.cjs';
const hostsPath = '/opt/lab/fixtures/hosts/app.cjs';

/**
 * How a program of fixtures/hosts is started in a host. Its name and flags are no arguments: those are for
 * every user of the host to see (proc_pid_cmdline(5)), and the environment is not.
 */
export const hostProgram = (
  name: string,
  flags: Readonly<Record<string, string>> = {},
): Required<Pick<CommandSpec, 'argv' | 'env'>> => {
  const list = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
  // A process that calls itself something else has as many bytes for it as its arguments take.
  // Four threads that compile code in the background cost a short program more than they bring.
  const argv = ['node', '--disable-warning=ExperimentalWarning', '--v8-pool-size=0', hostsPath];
  return { argv, env: { APP: JSON.stringify([name, ...list]) } };
};
