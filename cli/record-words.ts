import { execFileSync } from 'node:child_process';
import type { CommandSpec, Lab, Lane } from '../harness/engine/engine.ts';
import { EngineError } from '../harness/errors.ts';
import type { Case } from '../harness/case/case.ts';
import { openLab } from '../harness/run/open-lab.ts';
import type { Session } from '../harness/run/session.ts';
import type { Aim, Placement } from '../harness/topology/place.ts';
import { fits, type Client, type PageClient, type ClientProgram } from '../knowledge/client.ts';
import { browserProgram, inBrowser } from './in-browser.ts';
import type { ClientWords } from '../knowledge/record.ts';
import { templateOf } from '../knowledge/words.ts';

/** No diagnoser is judged here, so one fixed seed keeps new recordings similar. */
export const atlasSeed = 'a71a5'.padEnd(32, '0');

/** Longer than the 10 s after which fetch itself gives up. */
const deadlineMs = 13_000;

/**
 * ETIMEDOUT takes two minutes by default. One SYN retransmission instead of six (tcp(7), tcp_syn_retries) makes it
 * two seconds, with the same message.
 */
const retries = { kernel: 1, own: 6 };

const asRoot = (...argv: string[]): CommandSpec => ({ host: 'client', argv, user: 'root' });

/** Lifts the rate limit of one ICMP error per second (icmp(7)), so that each client gets one. */
const answerAll = ['sysctl', '-qw', 'net.ipv4.icmp_ratelimit=0', 'net.ipv6.icmp.ratelimit=0'];

/** Whether a client leaves too few local ports for the next: a closed connection keeps one. */
async function arePortsScarce(lab: Lab): Promise<boolean> {
  const { stdout } = await lab.run(asRoot('cat', '/proc/sys/net/ipv4/ip_local_port_range'));
  const [first = 0, last = 0] = stdout.split(/\s+/).map(Number);
  return last - first < 1000;
}

function known(placement: Placement, aims: readonly Aim[]): { hosts: string[]; ports: number[] } {
  const addresses = placement.lab.hosts.flatMap(({ interfaces }) =>
    interfaces.flatMap((card) => card.addresses.map((address) => address.replace(/\/\d+$/, ''))),
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

async function runProgram(
  lab: Lab,
  client: ClientProgram,
  { aim, environment: env }: Pick<Session, 'aim' | 'environment'>,
): Promise<{ ends: string; says: string[] }> {
  const command: CommandSpec = { host: 'client', argv: client.argv(aim), user: 'app', env };
  const { exitCode, signal, ended, ...printed } = await lab.run(command, { deadlineMs });
  if (ended === 'not-started') {
    throw new EngineError({
      code: 'ENGINE_CLIENT_MISSING',
      what: `${client.name} cannot be started in the lab: ${command.argv[0]} is not installed.`,
      evidence: printed.stderr.split('\n').slice(0, 5),
      next: 'npx badconn prepare',
    });
  }
  const ends = ended === 'deadline' ? 'waits' : (signal ?? `exit ${exitCode}`);
  return { ends, says: client.says(printed) };
}

async function runPage(
  lab: Lab,
  client: PageClient,
  { aim, environment }: Pick<Session, 'aim' | 'environment'>,
): Promise<{ ends: string; says: string[] }> {
  const { ends, printed } = await inBrowser(lab, client.page(aim), { environment, deadlineMs });
  return { ends, says: client.says({ stdout: printed.join('\n'), stderr: '' }) };
}

async function run(
  lab: Lab,
  client: Client,
  session: Session,
  places: ReturnType<typeof known>,
): Promise<ClientWords> {
  const { ends, says } = await ('page' in client
    ? runPage(lab, client, session)
    : runProgram(lab, client, session));
  return { ends, says: [...new Set(says.map((line) => templateOf(line, places)))] };
}

const isSame = (words: ClientWords, other: ClientWords | undefined): boolean =>
  JSON.stringify(words) === JSON.stringify(other);

type Words = Record<string, ClientWords>;

/** Runs as many clients as one lab allows, one after the other: only the first if ports are scarce. */
async function inOneLab(
  lane: Lane,
  labCase: Case,
  clients: readonly Client[],
  seed: string,
): Promise<Words> {
  await using open = await openLab(lane, labCase, { seed });
  const { lab, placement, session } = open;
  for (const { name: host } of placement.lab.hosts) {
    await lab.run({ host, argv: [...answerAll], user: 'root' });
  }
  const before = session.aim;
  const healthy: Words = {};
  for (const client of clients.filter((tool) => !fits(tool, before))) {
    healthy[client.name] = await run(lab, client, session, known(placement, [before]));
  }
  await session.apply(labCase.changes);
  const places = known(placement, [before, session.aim]);
  const said: Words = {};
  for (const client of (await arePortsScarce(lab)) ? clients.slice(0, 1) : clients) {
    await lab.run(asRoot('sysctl', '-qw', `net.ipv4.tcp_syn_retries=${retries[client.patience]}`));
    const words = await run(lab, client, session, places);
    const isAnyway = words.says.length > 0 && isSame(words, healthy[client.name]);
    said[client.name] = isAnyway && !fits(client, session.aim) ? { ...words, anyway: true } : words;
  }
  return said;
}

/**
 * Messages of every client in one case. A client that does not speak the target's protocol also runs before the
 * fault: its message then has nothing to do with the fault.
 */
export async function recordWords(
  lane: Lane,
  labCase: Case,
  clients: readonly Client[],
  seed: string,
): Promise<Words> {
  const said = await inOneLab(lane, labCase, clients, seed);
  for (const client of clients.filter(({ name }) => !(name in said))) {
    Object.assign(said, await inOneLab(lane, labCase, [client], seed));
  }
  return said;
}

/** The version line of each client. */
export async function versionsOf(
  lane: Lane,
  labCase: Case,
  clients: readonly Client[],
): Promise<Record<string, string>> {
  await using open = await openLab(lane, labCase, { seed: atlasSeed });
  const { lab } = open;
  const versions: Record<string, string> = {};
  const ask = async (client: Client): Promise<string> => {
    if ('page' in client)
      return execFileSync(browserProgram(), ['--version'], { encoding: 'utf8' });
    return (await lab.run({ host: 'client', argv: [...client.version], user: 'app' })).stdout;
  };
  for (const client of clients) {
    const [first = ''] = (await ask(client)).split('\n', 1);
    versions[client.name] = first.replace(/ \(x86_64.*$/, '').trim();
  }
  return versions;
}
