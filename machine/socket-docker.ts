import type Dockerode from 'dockerode';
import { call, hijack, type Call } from './engine-socket.ts';

type QueryOptions = Record<string, string | number | boolean | object | undefined>;

/** A query string of the options that are true or have a value. */
function query(of: QueryOptions): string {
  const given = Object.entries(of).filter(([, value]) => value !== undefined && value !== false);
  const pairs = given.map(([name, value]): [string, string] => [
    name,
    typeof value === 'object' ? JSON.stringify(value) : String(value === true ? 1 : value),
  ]);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

/** An object with these members; all others come from dockerode's object, which is loaded on first use of one. */
function orElse(members: object, whole: () => Promise<object>): object {
  return new Proxy(members, {
    get: (own, name) => {
      // `await` must not take it for a promise.
      if (name in own || typeof name === 'symbol' || name === 'then')
        return Reflect.get(own, name) as unknown;
      return async (...given: unknown[]) => {
        const dockerode = (await whole()) as Record<string, (...all: unknown[]) => unknown>;
        return dockerode[name]?.(...given);
      };
    },
  });
}

/**
 * An engine on a socket of this machine. An ordinary run's calls use node:http: dockerode takes 130 ms to load, with
 * its clients for gRPC and SSH. All other calls use dockerode.
 */
export function socketDocker(socketPath: string): Dockerode {
  let loading: Promise<Dockerode> | undefined;
  const whole = (): Promise<Dockerode> =>
    (loading ??= import('dockerode').then(({ default: Docker }) => new Docker({ socketPath })));
  const ask = (method: Call['method'], path: string, more: Partial<Call> = {}): Promise<unknown> =>
    call(socketPath, { method, path, ...more });

  const exec = (id: string): object => ({
    start: ({ Tty = false }: { Tty?: boolean }) =>
      hijack(socketPath, {
        ...{ method: 'POST', path: `/exec/${id}/start` },
        body: { Detach: false, Tty },
      }),
    resize: (size: QueryOptions) => ask('POST', `/exec/${id}/resize${query(size)}`),
    inspect: () => ask('GET', `/exec/${id}/json`),
  });

  const container = (id: string): object => {
    const path = `/containers/${id}`;
    const own = {
      id,
      start: () => ask('POST', `${path}/start`),
      inspect: () => ask('GET', `${path}/json`),
      remove: (options: QueryOptions = {}) => ask('DELETE', `${path}${query(options)}`),
      attach: () =>
        hijack(socketPath, {
          method: 'POST',
          path: `${path}/attach?stream=1&stdin=1&stdout=1&stderr=1`,
        }),
      exec: async (body: object) => {
        const { Id } = (await ask('POST', `${path}/exec`, { body })) as { Id: string };
        return exec(Id);
      },
      putArchive: async (tar: unknown, options: QueryOptions) =>
        Buffer.isBuffer(tar)
          ? ask('PUT', `${path}/archive${query(options)}`, { body: tar })
          : (await whole()).getContainer(id).putArchive(tar as NodeJS.ReadableStream, options),
    };
    return orElse(own, async () => (await whole()).getContainer(id));
  };

  const own = {
    modem: {
      socketPath,
      // Tells harness/engine/docker/attach.ts that requests are made here.
      isOwn: true,
      dial: (...given: Parameters<Dockerode['modem']['dial']>) =>
        void whole().then(({ modem }) => modem.dial(...given)),
      followProgress: (...given: Parameters<Dockerode['modem']['followProgress']>) =>
        void whole().then(({ modem }) => modem.followProgress(...given)),
    },
    version: ({ abortSignal }: { abortSignal?: AbortSignal } = {}) =>
      ask('GET', '/version', { signal: abortSignal }),
    listContainers: (options: QueryOptions = {}) => ask('GET', `/containers/json${query(options)}`),
    createContainer: async ({ name, ...body }: { name?: string }) => {
      const path = `/containers/create${query(name === undefined ? {} : { name })}`;
      const { Id } = (await ask('POST', path, { body })) as { Id: string };
      return container(Id);
    },
    getContainer: container,
    getImage: (name: string) =>
      orElse({ inspect: () => ask('GET', `/images/${name}/json`) }, async () =>
        (await whole()).getImage(name),
      ),
  };
  return orElse(own, whole) as Dockerode;
}
