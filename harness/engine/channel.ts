import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { EngineError } from '../errors.ts';
import type { Operation, Ready, AgentReply, Results } from './agent/protocol.ts';

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
}

/** Requests to one agent, matched with replies by id. If the agent is gone, all pending requests fail. */
export class Channel {
  private readonly stdin: Writable;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private lost: Error | undefined;
  readonly ready: Promise<Ready>;

  constructor(stdin: Writable, stdout: Readable, lastWords: () => string) {
    this.stdin = stdin;
    this.ready = new Promise((resolve, reject) => {
      this.waiting.set(0, { resolve, reject });
    });
    const gone = (cause?: unknown): void => {
      this.lost ??= new EngineError({
        code: 'ENGINE_LOST',
        what: 'A lane ended before its run did: the engine stopped, or it removed the container.',
        evidence: lastWords().split('\n').filter(Boolean).slice(-20),
        next: 'npx badconn doctor',
        cause,
      });
      for (const { reject } of this.waiting.values()) reject(this.lost);
      this.waiting.clear();
    };
    createInterface({ input: stdout })
      .on('line', (line) => this.receive(line))
      .on('close', gone);
    // A stream destroyed before its end was read emits `close`, but its readline interface does not.
    stdout.once('close', gone);
    stdin.on('error', gone);
  }

  private receive(line: string): void {
    const reply = JSON.parse(line) as AgentReply;
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply.result as never);
    else {
      waiting?.reject(
        new EngineError({
          code: 'ENGINE_COMMAND_FAILED',
          what: `A command in the lab failed: ${reply.error.split('\n', 1)[0]}`,
          evidence: reply.error.split('\n').slice(1, 21),
          next: 'run the scenario again with --keep and look into it with npx badconn exec',
        }),
      );
    }
  }

  request<O extends Operation>(operation: O): Promise<Results[O['op']]> {
    if (this.lost) return Promise.reject(this.lost);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.stdin.write(`${JSON.stringify({ id, ...operation })}\n`);
    });
  }
}
