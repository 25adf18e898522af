import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';

/** A method of docker-modem that its types do not declare (docker-modem 5, lib/modem.js). */
interface Dialler {
  dial(request: object, done: (error: Error | null, stream: Duplex) => void): void;
}

/**
 * Attaches to stdin and outputs of a container as one stream. dockerode's own `attach` also sends its options as the
 * request body; Docker ignores that, but Podman passes it to the container's stdin.
 */
export const attach = (docker: Docker, container: Docker.Container): Promise<Duplex> =>
  // Our own client makes the request itself (machine/socket-docker.ts).
  'isOwn' in docker.modem ? (container.attach({}) as Promise<Duplex>) : dial(docker, container);

const dial = (docker: Docker, container: Docker.Container): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    (docker.modem as Dialler).dial(
      {
        path: `/containers/${container.id}/attach?`,
        method: 'POST',
        ...{ isStream: true, hijack: true, openStdin: true },
        options: { stream: true, stdin: true, stdout: true, stderr: true },
        // An empty body: without one, nothing is sent before the first byte of stdin.
        file: Buffer.alloc(0),
        statusCodes: { 200: true, 404: 'no such container', 500: 'server error' },
      },
      (error, stream) => (error ? reject(error) : resolve(stream)),
    );
  });
