import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';

export interface SshTarget {
  host: string;
  port: number;
  username: string;
  /** Socket of ssh-agent(1), which holds the keys. */
  agent?: string;
}

type OnConnected = (error: Error | null, stream: Duplex) => void;
type MakeAgent = (target: SshTarget & { readyTimeout: number }) => {
  createConnection(options: object, connected: OnConnected): void;
};

/** Within the time that an engine has to answer, a silent host must be given up too. */
const readyTimeout = 5000;

/**
 * Each connection is `docker system dial-stdio` over its own ssh, as in the Docker CLI. docker-modem implements that
 * too, but given a host it puts host and port into a URL that Node 26 rejects (`Invalid port in url`).
 */
export class SshAgent extends Agent {
  private readonly target: SshTarget;

  constructor(target: SshTarget) {
    super();
    this.target = target;
  }

  override createConnection(options: object, connected?: OnConnected): undefined {
    const ofDockerode = createRequire(createRequire(import.meta.url).resolve('dockerode'));
    const makeAgent = ofDockerode('docker-modem/lib/ssh.js') as MakeAgent;
    makeAgent({ ...this.target, readyTimeout }).createConnection(options, (error, stream) =>
      connected?.(error, stream),
    );
  }
}
