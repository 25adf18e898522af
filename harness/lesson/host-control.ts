import type { Lab } from '../engine/engine.ts';
import { isBadconnError } from '../errors.ts';
import type { Session } from '../run/session.ts';
import type { Placement } from '../topology/place.ts';
import type { PlacedService } from '../topology/services.ts';
import {
  clientFile,
  clientText,
  readClientFile,
  readServiceFile,
  serviceFile,
  serviceText,
} from './settings-file.ts';

/** Longest duration of a lesson, in milliseconds. */
const longMs = 24 * 3600 * 1000;

/**
 * Replacement for systemctl(1) on a host: requests about its one unit go to the harness, which manages the lab's
 * programs; all others go to the real systemctl.
 */
const systemctl = (unit: string, file: string): string => `#!/bin/sh
case "$1 \${2%.service}" in
  'start ${unit}'|'stop ${unit}'|'restart ${unit}')
    exec 9>/run/control.lock && flock -w 10 9
    echo "$1" > /run/control.in
    reply=$(timeout 10 cat /run/control.out)
    [ "$reply" = ok ] || { echo "Job for ${unit} failed: $reply" >&2; exit 1; } ;;
  'status ${unit}')
    port=$(sed -n 's/^port *= *//p' ${file})
    echo "${unit}: set up in ${file}"
    [ -n "$port" ] || exit 0
    if [ -n "$(ss -Hltn "sport = :$port")" ]; then echo '     Active: active (running)'
    else echo '     Active: inactive (dead)'; exit 3; fi ;;
  *) exec /usr/bin/systemctl "$@" ;;
esac
`;

const install = (file: string): string =>
  `cat > ${file} && chmod 755 ${file} && rm -f /run/control.in /run/control.out && mkfifo /run/control.in /run/control.out`;

/** Relays requests to the harness on stdout, and its replies from stdin. */
const relay =
  'echo ready; while read -r reply; do [ -z "$reply" ] || timeout 2 sh -c \'echo "$1" > /run/control.out\' sh "$reply"; read -r request < /run/control.in; echo "$request"; done';

interface Controlled {
  lab: Lab;
  session: Session;
  placement: Placement;
}

/** Installs the systemctl replacement and the settings files on a lab's hosts. Ends with the lab. */
export async function controlHosts(controlled: Controlled): Promise<void> {
  const { lab, placement } = controlled;
  const last = new Map<string, PlacedService>();
  await Promise.all([
    controlHost(lab, 'client', systemctl('client', clientFile), () => restartClient(controlled)),
    controlHost(lab, placement.target, systemctl('service', serviceFile), (request) =>
      changeService(controlled, last, request),
    ),
  ]);
}

/** Writes the current settings of both ends into their settings files. */
export async function writeSettings({ lab, session, placement }: Controlled): Promise<void> {
  const { target, services } = placement;
  const setting = session.programs.settingOf(target);
  const service = setting && setting !== 'stopped' ? setting : services[target];
  await Promise.all([
    write(lab, 'client', clientFile, clientText(session.aim, session.environment)),
    ...(service ? [write(lab, target, serviceFile, serviceText(service))] : []),
  ]);
}

const write = (lab: Lab, host: string, file: string, stdin: string): Promise<unknown> =>
  lab.run({ host, argv: ['sh', '-c', `cat > ${file}`], user: 'root' }, { stdin });

async function controlHost(
  lab: Lab,
  host: string,
  script: string,
  act: (request: string) => Promise<string>,
): Promise<void> {
  const argv = ['sh', '-c', install('/usr/local/bin/systemctl')];
  await lab.run({ host, argv, user: 'root' }, { stdin: script });
  const background = await lab.start({ host, argv: ['sh', '-c', relay], user: 'root' }, 'ready');
  const serve = async (): Promise<void> => {
    for (let reply = ''; ;) {
      const { line } = await background.ask(reply, longMs);
      reply = await act(line).catch(reasonOf);
    }
  };
  // Ends with its host; there are no more requests then.
  serve().catch(() => undefined);
}

const reasonOf = (error: unknown): string =>
  (isBadconnError(error) ? error.shortMessage : String(error)).replaceAll(/\s+/g, ' ');

async function readIn(lab: Lab, host: string, file: string): Promise<string> {
  return (await lab.run({ host, argv: ['cat', file], user: 'root' })).stdout;
}

async function restartClient({ lab, session }: Controlled): Promise<string> {
  const read = readClientFile(await readIn(lab, 'client', clientFile));
  if ('wrong' in read) return read.wrong;
  await session.perform([
    { kind: 'environment', set: read.environment },
    { kind: 'aim', at: read.aim },
  ]);
  return 'ok';
}

async function changeService(
  { lab, session, placement: { services, target } }: Controlled,
  last: Map<string, PlacedService>,
  request: string,
): Promise<string> {
  const setting = session.programs.settingOf(target);
  // A service that was stopped by hand restarts with its last settings, including the fault in them.
  if (setting !== undefined && setting !== 'stopped') last.set(target, setting);
  const base = last.get(target) ?? services[target];
  if (base === undefined) return 'there is no service on this machine';
  if (request === 'stop') {
    await session.perform([{ kind: 'serve', on: target, as: 'stopped' }]);
    return 'ok';
  }
  const read = readServiceFile(await readIn(lab, target, serviceFile));
  if ('wrong' in read) return read.wrong;
  const as: PlacedService = { ...base, ...read };
  if (request === 'start' && setting !== 'stopped') return 'ok';
  await session.programs.restart(target, as);
  return 'ok';
}
