import type { CommandSpec, Lab, Lane } from '../harness/engine/engine.ts';
import { EngineError } from '../harness/errors.ts';
import type { Case } from '../harness/registry.ts';
import { Session } from '../harness/run/session.ts';
import { place, type Aim, type Placement } from '../harness/topology/place.ts';
import { fits, type Client } from '../knowledge/client.ts';
import type { Said } from '../knowledge/record.ts';
import { templateOf } from '../knowledge/words.ts';

/** More than the 10 s after which fetch gives up by itself. */
const deadlineMs = 13_000;

/**
 * What ETIMEDOUT takes by default is two minutes. One repetition of the SYN in place of six (tcp(7),
 * tcp_syn_retries) makes it two seconds, with the same words.
 */
const giveUpSoon: CommandSpec = {
  host: 'client',
  argv: ['sysctl', '-qw', 'net.ipv4.tcp_syn_retries=1'],
  user: 'root',
};

function known(placement: Placement, aims: readonly Aim[]): { hosts: string[]; ports: number[] } {
  const addresses = placement.lab.hosts.flatMap(({ interfaces }) =>
    interfaces.flatMap((one) => one.addresses.map((address) => address.replace(/\/\d+$/, ''))),
  );
  const { services: placed, domain, ownNames, records, freeAddress } = placement;
  const services = Object.values(placed);
  const names = [domain, freeAddress, ...Object.values(ownNames)];
  return {
    hosts: [
      ...addresses,
      ...aims.map(({ host }) => host),
      ...names,
      ...Object.entries(records).flat(),
    ],
    ports: [...aims, ...services].map(({ port }) => port).concat(placement.unusedPort),
  };
}

async function run(
  lab: Lab,
  client: Client,
  { aim, environment }: Pick<Session, 'aim' | 'environment'>,
  places: ReturnType<typeof known>,
): Promise<Said> {
  const command: CommandSpec = {
    host: 'client',
    argv: client.argv(aim),
    user: 'app',
    env: environment,
  };
  const { exitCode, signal, ended, stdout, stderr } = await lab.run(command, { deadlineMs });
  if (ended === 'not-started') {
    throw new EngineError({
      code: 'ENGINE_CLIENT_MISSING',
      what: `${client.name} cannot be started in the lab: ${command.argv[0]} is not there.`,
      evidence: stderr.split('\n').slice(0, 5),
      next: 'npx badconn prepare',
    });
  }
  const says = client.says({ stdout, stderr }).map((line) => templateOf(line, places));
  return {
    ends: ended === 'deadline' ? 'waits' : (signal ?? `exit ${exitCode}`),
    says: [...new Set(says)],
  };
}

const isSame = (one: Said, other: Said | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * Runs one client alone in one broken network of its own, so that no other has taken its ports, its
 * place in a queue or its turn with a firewall. A client that does not speak the protocol of the
 * target is run before the fault, too: what it says then has nothing to do with the fault.
 */
export async function recordWords(
  lane: Lane,
  one: Case,
  client: Client,
  seed: number,
): Promise<Said> {
  const { scenario } = one;
  const placement = place(scenario.topology, scenario.target, seed, one.name);
  const lab = await lane.build(placement.lab);
  try {
    const session = await Session.open(lab, placement);
    const before = session.aim;
    const healthy = fits(client, before)
      ? undefined
      : await run(lab, client, session, known(placement, [before]));
    await session.apply(scenario.cause === 'none' ? (scenario.harmless ?? []) : scenario.fault);
    if (client.patience === 'kernel') await lab.run(giveUpSoon);
    const places = known(placement, [before, session.aim]);
    const said = await run(lab, client, session, places);
    const isAnyway = !fits(client, session.aim) && said.says.length > 0 && isSame(said, healthy);
    return isAnyway ? { ...said, anyway: true } : said;
  } finally {
    await lab.close();
  }
}

/** The first line in which each client tells its version. */
export async function versionsOf(
  lane: Lane,
  one: Case,
  clients: readonly Client[],
): Promise<Record<string, string>> {
  const placement = place(one.scenario.topology, one.scenario.target, 1, one.name);
  const lab = await lane.build(placement.lab);
  const versions: Record<string, string> = {};
  for (const { name, version } of clients) {
    const { stdout } = await lab.run({ host: 'client', argv: [...version], user: 'app' });
    versions[name] = stdout.split('\n', 1)[0]?.replace(/ \(x86_64.*$/, '') ?? '';
  }
  await lab.close();
  return versions;
}
