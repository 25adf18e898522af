import type { Answer, Request } from '../../../vocabulary/index.ts';
import type { AgentCost, AgentStep, Conversation } from '../../events.ts';
import { readAnswer } from '../../judge/answer.ts';
import { legible } from '../../report/stranger.ts';
import type { Tool, ToolResult } from '../../mcp/tool.ts';

/** Most characters of a step that a trajectory keeps. */
const longest = 2000;
const mostSteps = 1000;

/** One trial of an agent: its answer, and all of its tool calls. */
export class AgentTrial {
  readonly request: Request;
  readonly traffic = { connections: 0, packets: 0 };
  answer: Answer | undefined;
  /** Of the last answer that was not accepted. */
  breaches: string[] = [];
  private readonly steps: AgentStep[] = [];
  private readonly startedAt = performance.now();
  private readonly counts = { turns: 0, toolCalls: 0, commands: 0, commandsMs: 0, badAnswers: 0 };
  private underWay = 0;
  private isClosed = false;
  private readonly whenAnswered: () => void;

  constructor(request: Request, whenAnswered: () => void) {
    this.request = request;
    this.whenAnswered = whenAnswered;
  }

  /** Wraps a tool: counts and keeps each call. */
  watched(tool: Tool): Tool {
    return { ...tool, call: (given) => this.step(tool, given) };
  }

  ranCommand(durationMs: number, traffic: Conversation['traffic']): void {
    this.counts.commands += 1;
    this.counts.commandsMs += durationMs;
    this.traffic.connections += traffic?.connections ?? 0;
    this.traffic.packets += traffic?.packets ?? 0;
  }

  /** Accepts the first answer that keeps the contract. Returns the breaches of any other. */
  async submit(answer: unknown): Promise<string[]> {
    const read = await readAnswer(JSON.stringify(answer), this.request);
    if (read.answer === undefined) {
      this.counts.badAnswers += 1;
      return (this.breaches = read.breaches);
    }
    this.answer = read.answer;
    this.whenAnswered();
    return [];
  }

  /** Refuses all calls from now on. */
  close(): AgentCost {
    this.isClosed = true;
    return { ...this.counts, trajectory: this.steps };
  }

  private async step(tool: Tool, given: Record<string, unknown>): Promise<ToolResult> {
    if (this.isClosed) return { text: 'The trial is over.', isError: true };
    const begunAt = performance.now();
    this.counts.toolCalls += 1;
    // Simultaneous calls are one turn of the agent.
    if (this.underWay === 0) this.counts.turns += 1;
    this.underWay += 1;
    let result: ToolResult = { text: 'failed', isError: true };
    try {
      return (result = await tool.call(given));
    } catch (error) {
      result = { text: String(error), isError: true };
      throw error;
    } finally {
      this.underWay -= 1;
      if (this.steps.length < mostSteps) {
        this.steps.push({
          atMs: begunAt - this.startedAt,
          durationMs: performance.now() - begunAt,
          tool: tool.name,
          given: legible(JSON.stringify(given), longest),
          told: legible(result.text, longest),
          isError: result.isError === true,
        });
      }
    }
  }
}
