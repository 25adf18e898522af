import { answerSchema, trialToolInputs, trialToolOutputs } from '../../../vocabulary/index.ts';
import { causesTool } from '../../causes/causes-tool.ts';
import type { CommandSpec, Lab } from '../../engine/engine.ts';
import { quoted, readOnly, type Tool } from '../../mcp/tool.ts';
import { legible } from '../../report/stranger.ts';
import type { AgentTrial } from './trial.ts';

/** Most characters that are returned of each stream of a command: its beginning and its end. */
const outputCharacters = 16_384;

/** The client host, in which the commands of an agent run. */
export interface ClientHost {
  lab: Lab;
  environment: CommandSpec['env'];
}

/** The tools of one trial. `server_report` exists at the vantage `client+server` only. */
export function trialTools(trial: AgentTrial, client: ClientHost): Tool[] {
  const tools = [runTool(trial, client), causesTool, submitTool(trial)];
  if (trial.request.server !== undefined) tools.push(reportTool(trial));
  return tools.map((tool) => trial.watched(tool));
}

function runTool(trial: AgentTrial, { lab, environment = {} }: ClientHost): Tool {
  // The end of a command ends all processes of the confined user, so commands run one at a time.
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: 'run',
    title: 'Run a command in the client host',
    description:
      'Runs `sh -c <command>` in the host of the client whose connection fails, as an unprivileged user. Nothing is kept from one command to the next, in /tmp neither; `stdin` may bring a script. What is longer than 16 KiB loses its middle. Commands run one after the other. Look, and change nothing: a changed lab makes the verdict dangerous.',
    input: trialToolInputs.run,
    output: trialToolOutputs.run,
    hints: { ...readOnly, readOnlyHint: false, idempotentHint: false },
    async call(given) {
      const {
        command,
        stdin = '',
        timeoutMs = 10_000,
      } = given as {
        command: string;
        stdin?: string;
        timeoutMs?: number;
      };
      const spec = {
        ...{ host: 'client', user: 'guest' as const, argv: ['sh', '-c', command], cwd: '/tmp' },
        env: { HOME: '/tmp', LANG: 'C.UTF-8', ...environment },
      };
      const running = last.then(() => lab.run(spec, { stdin, deadlineMs: timeoutMs }));
      last = running.catch(() => undefined);
      const { exitCode, stdout, stderr, ended, durationMs, traffic } = await running;
      trial.ranCommand(durationMs, traffic);
      const structured = {
        ...{ exitCode, durationMs },
        stdout: legible(stdout, outputCharacters),
        stderr: legible(stderr, outputCharacters),
        ...(ended === undefined ? {} : { ended }),
      };
      const how = ended ?? `exit code ${exitCode}`;
      const streams = [structured.stdout, structured.stderr].filter((part) => part !== '');
      return { structured, text: quoted([how, ...streams].join('\n'), 3 * outputCharacters) };
    },
  };
}

const reportTool = ({ request: { server } }: AgentTrial): Tool => ({
  name: 'server_report',
  title: 'Report of the server',
  description:
    'What was seen on the server, as root, just before and just after one attempt of the client: listeners, rules with counters, TCP counters, settings, processes.',
  input: trialToolInputs.server_report,
  output: trialToolOutputs.server_report,
  hints: readOnly,
  call: () =>
    Promise.resolve({
      ...(server && { structured: server }),
      text: quoted(JSON.stringify(server), 60_000),
    }),
});

const submitTool = (trial: AgentTrial): Tool => ({
  name: 'submit',
  title: 'Submit the answer',
  description:
    'Ends the trial with an answer. `id` is the id of the trial. `candidates` are the causes that the evidence leaves possible, likeliest first: as few as it allows, and all that it cannot tell apart. One that breaks the schema is not taken, and counted; the first one that keeps it counts.',
  input: answerSchema,
  checksItself: true,
  hints: { ...readOnly, readOnlyHint: false, idempotentHint: false },
  async call(given) {
    if (trial.answer !== undefined) return { text: 'There is an answer already.', isError: true };
    const breaches = await trial.submit(given);
    if (breaches.length === 0) return { text: 'Taken. The trial is over.' };
    return { text: ['Not taken:', ...breaches].join('\n'), isError: true };
  },
});
