import type { CommandSpec } from './agent/protocol.ts';
import type { Channel } from './channel.ts';
import type { Background, Lab, Limits, CommandOutcome } from './engine.ts';

/** A step that takes longer than this, in ms, hangs: a very busy machine takes less. */
const hangsMs = 60_000;

const decode = (base64: string): string => Buffer.from(base64, 'base64').toString();

/** The hosts of a lane's lab, controlled through its agent. */
export class AgentLab implements Lab {
  private readonly channel: Channel;

  constructor(channel: Channel) {
    this.channel = channel;
  }

  async run(command: CommandSpec, limits: Limits = {}): Promise<CommandOutcome> {
    const finished = await this.channel.request({
      op: 'run',
      command,
      deadlineMs: limits.deadlineMs ?? hangsMs,
      maxStdoutBytes: limits.maxStdoutBytes ?? 1024 * 1024,
      maxStderrBytes: limits.maxStderrBytes ?? 256 * 1024,
      ...(limits.stdin === undefined
        ? {}
        : { stdin: Buffer.from(limits.stdin).toString('base64') }),
    });
    return { ...finished, stdout: decode(finished.stdout), stderr: decode(finished.stderr) };
  }

  async start(command: CommandSpec, ready: string): Promise<Background> {
    const { channel } = this;
    const { handle } = await channel.request({ op: 'start', command, ready, deadlineMs: hangsMs });
    return {
      ask: (line, deadlineMs) => channel.request({ op: 'ask', handle, line, deadlineMs }),
      drain: async () => void (await channel.request({ op: 'drain', handle })),
      stop: async (signal) => {
        const stopped = await channel.request({ op: 'stop', handle, signal });
        return { stdout: Buffer.from(stopped.stdout, 'base64'), stderr: decode(stopped.stderr) };
      },
    };
  }

  async close(last = false): Promise<string[]> {
    return (await this.channel.request({ op: 'close', last })).left;
  }
}
