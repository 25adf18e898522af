import { describe, expect, test } from 'vitest';
import { caseOf } from '../../tests/fake-case.ts';
import { FakeEngine } from '../../tests/fake-engine.ts';
import type { FakeWorld } from '../../tests/fake-lab.ts';
import { watchedLab } from '../../tests/watched-lab.ts';
import { trust } from '../certificate/authority.ts';
import { rebind, useCertificate, type Change, type Step } from '../changes/index.ts';
import { EngineError } from '../errors.ts';
import type { CommandSpec, CommandOutcome } from '../engine/engine.ts';
import { hostProgram } from '../engine/agent-path.ts';
import { sampleSeed } from '../topology/sample-seed.ts';
import type { Placement } from '../topology/place.ts';
import { client, lan, nginx, server } from '../topology/topology.ts';
import type { PlacedService } from '../topology/services.ts';
import { Session } from './session.ts';
import { placementOf } from './truth.ts';

/** A session in a fake lab, and what was asked of the lab: at its beginning, and since. */
async function sessionIn(
  given: string | Placement = 'refused/wrong-port',
  world: FakeWorld = {},
  ends?: CommandOutcome,
) {
  const placement = typeof given === 'string' ? placementOf(caseOf(given), sampleSeed) : given;
  const lane = await new FakeEngine(world).openLane();
  const lab = await lane.build(placement.lab);
  const { watched, asked } = watchedLab(lab, ends);
  const session = await Session.open(watched, placement);
  const begun = asked.splice(0);
  return { session, placement, begun, asked, lab };
}

const taking = (...steps: Step[]): Change => ({
  ...{ verb: 'sample', on: 'server', says: 'a sample', apply: () => steps, undo: () => [] },
});

const plainClient = (environment: Record<string, string> = {}) => {
  const { argv, env } = hostProgram('plain-client');
  return { start: { host: 'client', argv, user: 'app', env: { ...environment, ...env } }, ready };
};
const ready = 'ready';

const serving = ({ program, address, port, options }: PlacedService, host = 'server') => ({
  start: {
    ...{ host, user: 'app' },
    ...hostProgram(program, { address, port: String(port), ...options }),
  },
  ready: 'listening',
});

const serviceOf = ({ services }: Placement): PlacedService => {
  const service = services['server'];
  if (!service) throw new Error('the server has no service');
  return service;
};

test('at its beginning every service, every daemon and the plain client run', async () => {
  const { begun, placement, session } = await sessionIn('refused/dns-wrong-server');
  const services = Object.entries(placement.services).map(([host, one]) => serving(one, host));
  const daemons = placement.daemons.map(({ on: host, name: _name, ready: sign, ...runs }) => ({
    ...{ start: { host, user: 'root', ...runs }, ready: sign },
  }));
  expect(daemons.length).toBeGreaterThan(0);
  expect(begun).toHaveLength(services.length + daemons.length + 1);
  expect(begun).toEqual(expect.arrayContaining([...services, ...daemons, plainClient()]));
  expect(session.environment).toEqual({});
  expect(session.aim).toEqual(placement.aim);
});

describe('a service of TLS', () => {
  const secure = lan({ client: client(), server: server(nginx({ tls: true })) });
  const placed = placementOf(
    { label: 'secure', scenario: { topology: secure, target: 'https://server/' } },
    sampleSeed,
  );

  test('gets a key that its user alone can read, and the client trusts who signed it', async () => {
    const { begun, session } = await sessionIn(placed);
    const keep = 'umask 077; cat > /etc/ssl/server.pem && chown root /etc/ssl/server.pem';
    const root = expect.stringMatching(
      /^-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n$/,
    );
    expect(begun).toEqual(
      expect.arrayContaining([
        {
          run: { host: 'server', argv: ['sh', '-c', keep], user: 'root' },
          stdin: expect.stringMatching(/^-----BEGIN PRIVATE KEY-/),
        },
        { run: { host: 'client', argv: ['sh', '-c', trust], user: 'root' }, stdin: root },
        plainClient({ NODE_USE_SYSTEM_CA: '1' }),
      ]),
    );
    expect(session.environment).toEqual({ NODE_USE_SYSTEM_CA: '1' });
  });

  test('starts anew with another certificate, and gets the first one back', async () => {
    const { asked, begun, session } = await sessionIn(placed);
    const keysOf = (all: unknown[]): string[] =>
      (all as { stdin?: string }[]).flatMap(({ stdin }) =>
        stdin?.includes('PRIVATE KEY') ? [stdin] : [],
      );
    const expired = useCertificate('server', { ends: 'past' });
    await session.apply(expired);
    await session.apply(expired);
    await session.undo(expired);
    const [first, second, ...more] = keysOf(asked);
    expect(more).toEqual([]);
    expect(first).not.toBe(second);
    expect(keysOf(begun)).toEqual([second]);
  });
});

describe('the plain client', () => {
  test.each([
    ['answer', 5000],
    ['silence', 600],
    ['glance', 100],
  ] as const)('waits for what should come: %s', async (expected, patienceMs) => {
    const { session, asked } = await sessionIn();
    expect(await session.attempt(expected, { reset: true })).toMatchObject({ code: 'connected' });
    expect(asked).toEqual([
      { ask: { url: session.url, patienceMs, reset: true }, deadlineMs: 20_000 },
    ]);
  });

  test('waits for an answer, and closes as it should, where nothing else is said', async () => {
    const { session, asked } = await sessionIn();
    await session.attempt();
    await session.try('answer');
    const ask = { url: session.url, patienceMs: 5000, reset: false };
    expect(asked).toEqual([
      { ask, deadlineMs: 20_000 },
      { ask, deadlineMs: 20_000 },
    ]);
  });

  test.each([
    ['more than half', 2501, true],
    ['half', 2500, false],
  ])('was starved where others had the CPUs for %s of its time', async (_, waited, isStarved) => {
    const sees: FakeWorld['sees'] = (sight) => ({
      ...sight,
      code: 'silence',
      keptWaitingMs: waited,
    });
    const { session } = await sessionIn('refused/wrong-port', { sees });
    expect(await session.try('answer')).toMatchObject({ isStarved });
  });

  test.each([
    ['three times in all, on a starved machine', 'silence', 4000, 3],
    ['once, where its time was its own', 'silence', 0, 1],
    ['once, where it connects, however long that took', 'connected', 4000, 1],
  ])('tries to connect %s', async (_, code, keptWaitingMs, times) => {
    const sees: FakeWorld['sees'] = (sight) => ({ ...sight, code, keptWaitingMs });
    const { session, asked } = await sessionIn('refused/wrong-port', { sees });
    expect((await session.meet('connected')).attempt.code).toBe(code);
    expect(asked).toEqual(
      Array.from({ length: times }, () => ({
        ...{ ask: { url: session.url, patienceMs: 5000, reset: false }, deadlineMs: 20_000 },
      })),
    );
  });

  test('leaves no trace of its connections', async () => {
    const { session, asked } = await sessionIn();
    await session.forget();
    const forget = 'ip neigh flush all; ss -HK state time-wait >/dev/null 2>&1; true';
    expect(asked).toEqual([{ run: { host: 'client', argv: ['sh', '-c', forget], user: 'root' } }]);
  });
});

describe('a step', () => {
  test('run: is a command of root', async () => {
    const { session, asked } = await sessionIn();
    await session.apply(taking({ kind: 'run', on: 'server', argv: ['ip', 'link'] }));
    expect(asked).toEqual([{ run: { host: 'server', argv: ['ip', 'link'], user: 'root' } }]);
  });

  test('run: that follows another on the same host is made with it, and ends with the first that fails', async () => {
    const { session, asked } = await sessionIn();
    const run = (on: string, ...argv: string[]): Step => ({ kind: 'run', on, argv });
    await session.apply(
      taking(
        run('server', 'ip', 'link'),
        run('server', 'sh', '-c', 'true || false'),
        run('server', 'echo', 'a b'),
        run('client', 'true'),
        { kind: 'aim', at: { port: 7 } },
        run('client', 'true'),
      ),
    );
    const lines = "ip link &&\n(true || false\n) &&\necho 'a b'";
    const asRoot = (host: string, ...argv: string[]) => ({ run: { host, argv, user: 'root' } });
    expect(asked).toEqual([
      asRoot('server', 'sh', '-c', lines),
      asRoot('client', 'true'),
      asRoot('client', 'true'),
    ]);
  });

  test.each([
    [{ exitCode: 7, signal: null }, '7'],
    [{ exitCode: null, signal: 'SIGKILL' }, 'SIGKILL'],
    [{ exitCode: null, signal: 'SIGKILL', ended: 'deadline' as const }, 'deadline'],
  ])('run: that fails says how it ended, and its last lines', async (how, said) => {
    const lines = Array.from({ length: 22 }, (_, index) => `line ${index}`);
    const { session } = await sessionIn(
      'refused/wrong-port',
      {},
      {
        ...{ stdout: '', stderr: `\n${lines.join('\n')}\n`, durationMs: 1, leftProcesses: 0 },
        ...how,
      },
    );
    const failure = session.apply(taking({ kind: 'run', on: 'server', argv: ['ip', 'link'] }));
    await expect(failure).rejects.toThrow(EngineError);
    await expect(failure).rejects.toMatchObject({
      code: 'ENGINE_STEP_FAILED',
      message: [
        `ip link on server ended with ${said}.`,
        ...lines.slice(2).map((line) => `  ${line}`),
        '  Next: try the command in the lab: npx badconn exec <id>',
      ].join('\n'),
    });
  });

  test('finish: runs a program as app, or as who it says, and tells its flags where it fails', async () => {
    const { session, asked } = await sessionIn();
    const finish = {
      kind: 'finish',
      on: 'client',
      program: 'flood',
      flags: { port: '1' },
    } as const;
    await session.apply(taking(finish, { ...finish, user: 'root' }));
    const program = { host: 'client', ...hostProgram('flood', { port: '1' }) };
    expect(asked).toEqual([
      { run: { ...program, user: 'app' } },
      { run: { ...program, user: 'root' } },
    ]);
    const outcome = { stdout: '', stderr: '', durationMs: 1, leftProcesses: 0, signal: null };
    const failing = await sessionIn('refused/wrong-port', {}, { ...outcome, exitCode: 1 });
    await expect(failing.session.apply(taking(finish))).rejects.toThrow(
      '["flood","--port","1"] on client ended with 1.',
    );
  });

  test('start: runs a program once, and end: ends it once', async () => {
    const { session, asked } = await sessionIn();
    const start: Extract<Step, { kind: 'start' }> = {
      ...{ kind: 'start', on: 'client', name: 'holder', program: 'hold-ports' },
      ...{ flags: { most: '3' }, ready: 'held' },
    };
    const end = { kind: 'end', on: 'client', name: 'holder' } as const;
    await session.apply(taking(start, start));
    const started = {
      start: { host: 'client', user: 'app', ...hostProgram('hold-ports', { most: '3' }) },
      ready: 'held',
    };
    expect(asked.splice(0)).toEqual([started]);
    // Another host has its own.
    await session.apply(taking({ ...start, on: 'server' }, end, end));
    expect(asked.splice(0)).toEqual([
      { ...started, start: { ...started.start, host: 'server' } },
      { stop: 'hold-ports', signal: 'SIGTERM' },
    ]);
    await session.apply(taking(start, { ...end, signal: 'SIGKILL' }));
    expect(asked).toEqual([started, { stop: 'hold-ports', signal: 'SIGKILL' }]);
  });

  test('start: runs a program of the system as root, with its capabilities', async () => {
    const { session, asked } = await sessionIn();
    const capabilities = ['net_admin'] as const;
    const step: Step = {
      ...{ on: 'server', name: 'cache', argv: ['dnsmasq'], ready: 'started', capabilities },
      kind: 'start',
    };
    await session.apply(taking(step, step));
    await session.apply(taking({ kind: 'end', on: 'server', name: 'cache' }));
    const command = { host: 'server', argv: ['dnsmasq'], user: 'root', capabilities };
    expect(asked).toEqual([
      { start: command, ready: 'started' },
      { stop: 'dnsmasq', signal: 'SIGTERM' },
    ]);
  });

  test('aim: changes what it names of what the client is set to', async () => {
    const { session, asked, placement } = await sessionIn();
    await session.apply(taking({ kind: 'aim', at: { port: 81 } }));
    expect(session.aim).toEqual({ ...placement.aim, port: 81 });
    expect(new URL(session.url).port).toBe('81');
    expect(asked).toEqual([]);
  });

  test('serve: starts the service anew, what is not named as it was', async () => {
    const { session, asked, placement } = await sessionIn();
    const service = serviceOf(placement);
    const { program } = service;
    const serve = (as: Partial<PlacedService> | 'stopped') =>
      session.apply(taking({ kind: 'serve', on: 'server', as }));
    await serve({});
    expect(asked).toEqual([]);
    const local = { ...service, address: '127.0.0.1' };
    await serve({ address: '127.0.0.1' });
    expect(asked.splice(0)).toEqual([{ stop: program, signal: 'SIGTERM' }, serving(local)]);
    await serve({ port: 81 });
    expect(asked.splice(0)).toEqual([
      { stop: program, signal: 'SIGTERM' },
      serving({ ...local, port: 81 }),
    ]);
    await serve('stopped');
    expect(asked.splice(0)).toEqual([{ stop: program, signal: 'SIGTERM' }]);
    await serve('stopped');
    expect(asked).toEqual([]);
    // Behind a stop it is the one that the lab began with.
    await serve({});
    expect(asked).toEqual([serving(service)]);
  });

  test('serve: of a host without a service is a mistake of the scenario', async () => {
    const { session } = await sessionIn();
    const step = taking({ kind: 'serve', on: 'client', as: {} });
    await expect(session.apply(step)).rejects.toThrow('client has no service');
  });

  test('environment: starts the plain client anew where it changes something', async () => {
    const { session, asked } = await sessionIn();
    const set = (variables: Record<string, string | undefined>) =>
      session.apply(taking({ kind: 'environment', set: variables }));
    const stop = { stop: 'plain-client', signal: 'SIGTERM' };
    const http_proxy = 'http://192.0.2.1:3128';
    await set({ http_proxy: undefined });
    expect(asked).toEqual([]);
    await set({ http_proxy });
    expect(asked.splice(0)).toEqual([stop, plainClient({ http_proxy })]);
    await set({ http_proxy });
    expect(asked).toEqual([]);
    await set({ NO_PROXY: 'x', http_proxy: undefined });
    expect(asked.splice(0)).toEqual([stop, plainClient({ NO_PROXY: 'x' })]);
    expect(session.environment).toEqual({ NO_PROXY: 'x' });
    expect(await session.attempt()).toMatchObject({ code: 'connected' });
  });
});

test('changes are made in order, and undone from the last to the first', async () => {
  const { session, asked } = await sessionIn();
  const said = (word: string): Change => ({
    ...{ verb: word, on: 'server', says: word },
    apply: () => [{ kind: 'run', on: 'server', argv: ['apply', word] }],
    undo: () => [{ kind: 'run', on: 'server', argv: ['undo', word] }],
  });
  await session.apply([said('one'), said('two')]);
  await session.undo([said('one'), said('two')]);
  await session.undo(said('three'));
  const ran = asked.map((each) => (each as { run: CommandSpec }).run.argv.join(' '));
  expect(ran).toEqual(['apply one', 'apply two', 'undo two', 'undo one', 'undo three']);
});

test('a change is undone with what the lab was placed with', async () => {
  const { session, lab, placement } = await sessionIn();
  const { address, port } = serviceOf(placement);
  const change = rebind('server', 'loopback');
  await session.apply(change);
  expect([...lab.services]).toEqual([{ host: 'server', address: '127.0.0.1', port }]);
  await session.undo(change);
  expect([...lab.services]).toEqual([{ host: 'server', address, port }]);
});
