import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Request } from '../../../vocabulary/index.ts';
import type { Conversation } from '../../events.ts';
import { loadSdk } from '../../mcp/load-sdk.ts';
import { askProgram } from '../local-program.ts';
import { openEndpoint } from './endpoint.ts';
import { instructions, promptOf } from './prompt.ts';
import { AgentTrial } from './trial.ts';
import { trialTools, type ClientHost } from './trial-tools.ts';

/** How long an agent may run after its answer was accepted, in milliseconds. */
const graceMs = 5000;

/**
 * Puts one question to an agent. Its command runs on this machine, in an empty folder, and acts in the lab through the
 * tools of an endpoint of this trial. What it submits is its answer.
 */
export async function askAgent(
  argv: readonly string[],
  request: Request,
  client: ClientHost,
  signal?: AbortSignal,
): Promise<Conversation> {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const trial = new AgentTrial(request, () => {
    timer = setTimeout(() => over.abort(), graceMs);
  });
  const folder = await mkdtemp(join(tmpdir(), 'trial-'));
  const endpoint = await openEndpoint(await loadSdk(), trialTools(trial, client), instructions);
  try {
    const { server: _server, ...shown } = request;
    const prompt = promptOf(request);
    const env = {
      ...inherited(),
      BADCONN_MCP_URL: endpoint.url,
      BADCONN_MCP_TOKEN: endpoint.token,
      BADCONN_TRIAL: request.id,
      BADCONN_REQUEST: JSON.stringify(shown),
      BADCONN_PROMPT: prompt,
    };
    const signals = AbortSignal.any([over.signal, ...(signal ? [signal] : [])]);
    const ran = await askProgram({ folder, argv, env }, { stdin: prompt, request }, signals);
    const agent = trial.close();
    const { traffic, answer, breaches } = trial;
    const said = { ...ran, traffic, agent };
    if (answer === undefined) return { ...said, stdout: '', agent: { ...agent, breaches } };
    // How the program ends after its answer was accepted does not count.
    const { ended: _ended, ...rest } = said;
    return { ...rest, exitCode: 0, signal: null, stdout: `${JSON.stringify(answer)}\n` };
  } finally {
    clearTimeout(timer);
    await endpoint.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The folder of this badconn. */
const project = fileURLToPath(new URL('../../../', import.meta.url));

/** Variables that are withheld from an agent: those of the engine, of badconn and of npm. */
const withheld = /^(DOCKER_|CONTAINER_HOST|BADCONN|npm_|VITEST|NODE$|NODE_|PWD$|OLDPWD$|_$)/;

/** Agents need the user's own environment: their settings and keys. Nothing in it but PATH leads to this project. */
const inherited = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]): [string, string][] => {
      if (value === undefined || withheld.test(name)) return [];
      return name !== 'PATH' && value.includes(project.slice(0, -1)) ? [] : [[name, value]];
    }),
  );
