import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';

/** What docker-modem can do and its types do not tell (docker-modem 5, lib/modem.js). */
interface Dialler {
  dial(request: object, done: (error: Error | null, stream: Duplex) => void): void;
}

/**
 * The stdin and outputs of a container, as one stream. By dockerode's own `attach` the request has its options
 * as its body as well; Docker drops that, and Podman hands it to the container as the first of its stdin.
 */
export const attach = (docker: Docker, container: Docker.Container): Promise<Duplex> =>
  // One that is no dockerode's makes the request itself (machine/socket-docker.ts).
  'isOwn' in docker.modem ? (container.attach({}) as Promise<Duplex>) : dial(docker, container);

const dial = (docker: Docker, container: Docker.Container): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    (docker.modem as Dialler).dial(
      {
        path: `/containers/${container.id}/attach?`,
        method: 'POST',
        ...{ isStream: true, hijack: true, openStdin: true },
        options: { stream: true, stdin: true, stdout: true, stderr: true },
        // A body of no length: without one, nothing is sent before the first byte of stdin.
        file: Buffer.alloc(0),
        statusCodes: { 200: true, 404: 'no such container', 500: 'server error' },
      },
      (error, stream) => (error ? reject(error) : resolve(stream)),
    );
  });
