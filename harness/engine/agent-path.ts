import type { CommandSpec } from './agent/protocol.ts';

/** Path of the agent inside the image: `/opt/lab` has the layout of this repository. */
export const agentPath = '/opt/lab/harness/engine/agent/agent.cjs';
const hostsPath = '/opt/lab/fixtures/hosts/app.cjs';

/**
 * Command that starts a program of fixtures/hosts in a host. Name and flags are passed in the environment: arguments
 * are visible to every user of the host (proc_pid_cmdline(5)).
 */
export const hostProgram = (
  name: string,
  flags: Readonly<Record<string, string>> = {},
): Required<Pick<CommandSpec, 'argv' | 'env'>> => {
  const list = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
  // A process that renames itself has as many bytes for the name as its arguments take. Background compiler threads
  // (four by default) cost a short program more than they gain.
  const argv = ['node', '--disable-warning=ExperimentalWarning', '--v8-pool-size=0', hostsPath];
  return { argv, env: { APP: JSON.stringify([name, ...list]) } };
};
