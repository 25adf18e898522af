import { MachineError } from '../harness/errors.ts';
import { version } from '../harness/version.ts';
import type { FoundEngine, Silent } from './found-engine.ts';

/**
 * All error texts about missing requirements. Each names one command that helps.
 */

const again = 'npx badconn doctor';
const manual = 'https://docs.docker.com/engine/install/';

const shown = ({ endpoint, why }: Silent): string => `${endpoint.address}: ${why}`;

/** Whether the user chose an engine (DOCKER_HOST, Docker context); then none is installed. */
export const isChosen = (silent: readonly Silent[]): boolean =>
  silent[0] !== undefined && silent[0].endpoint.from !== 'socket';

/** Whether there is an engine that this user may not access. */
export const isForbidden = (silent: readonly Silent[]): boolean =>
  silent.some(({ why }) => why === 'EACCES' || why === 'EPERM');

/** How this machine can install packages; see apt.ts. */
export interface Installer {
  debian: boolean;
  root: boolean;
}

export function installCommand({ debian, root }: Installer, platform = process.platform): string {
  if (platform !== 'linux') return `install and start Docker Desktop (${manual}), then ${again}`;
  if (!debian) return `install Docker 20.10 or newer (${manual}), start it, then ${again}`;
  const sudo = root ? '' : 'sudo ';
  return `${sudo}apt-get install -y docker.io iptables && ${sudo}systemctl start docker`;
}

export function noEngine(silent: readonly Silent[], installer: Installer): MachineError {
  const [first] = silent;
  if (first !== undefined && isChosen(silent)) {
    const { from, address } = first.endpoint;
    const chooser = from === 'context' ? 'the current Docker context' : from;
    const undo = from === 'context' ? 'docker context use default' : `unset ${from}`;
    return new MachineError({
      code: 'MACHINE_CHOSEN_ENGINE_SILENT',
      what: `No Docker engine answers where ${chooser} points: ${address} (${first.why}).`,
      evidence: [`Nothing was installed, because ${chooser} chooses the engine.`],
      next: `start that engine, or  ${undo}`,
    });
  }
  if (isForbidden(silent)) {
    return new MachineError({
      code: 'MACHINE_NO_RIGHTS',
      what: 'A Docker engine is running, but this user has no permission to access it.',
      evidence: silent.map(shown),
      next: 'sudo usermod -aG docker "$USER", then log in again',
    });
  }
  if (installer.debian && installer.root) {
    return new MachineError({
      code: 'MACHINE_NO_ENGINE',
      what: 'No Docker engine answers on this machine, and badconn prepare has not installed one yet.',
      evidence: silent.map(shown),
      next: 'npx badconn prepare',
    });
  }
  const why = installer.debian
    ? 'installing it needs root, and this user is not root'
    : 'it is installed by badconn only on Debian and Ubuntu, as root';
  return new MachineError({
    code: 'MACHINE_NO_ENGINE',
    what: `Every lab needs a Docker engine, and none answers on this machine; ${why}.`,
    evidence: silent.map(shown),
    next: installCommand(installer),
  });
}

export const engineTooOld = (engine: FoundEngine): MachineError =>
  new MachineError({
    code: 'MACHINE_ENGINE_UNFIT',
    what: `The engine at ${engine.endpoint.address} is Docker ${engine.version} (API ${engine.apiVersion}, ${engine.system}); the labs need Linux containers and API 1.41 (Docker 20.10).`,
    next: `install Docker 20.10 or newer (${manual}), then ${again}`,
  });

export const daemonSilent = (why: string, evidence: readonly string[]): MachineError =>
  new MachineError({
    code: 'MACHINE_ENGINE_NOT_STARTED',
    what: `Docker was started and does not answer: ${why}.`,
    evidence,
    next: `fix the error in its log, then ${again}`,
  });

export const commandFailed = (
  what: string,
  command: readonly string[],
  tail: readonly string[],
): MachineError =>
  new MachineError({
    code: 'MACHINE_COMMAND_FAILED',
    what,
    evidence: [`$ ${command.join(' ')}`, ...tail],
    next: `run that command by hand, fix its error, then ${again}`,
  });

export const noBase = (tried: readonly string[]): MachineError =>
  new MachineError({
    code: 'MACHINE_NO_BASE_IMAGE',
    what: 'No base image could be pulled or built.',
    evidence: tried,
    next: 'on a machine that has an image  npx badconn prepare --save image.tar,  here  npx badconn prepare --load image.tar;  or name an image that can be pulled: BADCONN_BASE_IMAGE=…',
  });

export const noLocalFiles = (why: string): MachineError =>
  new MachineError({
    code: 'MACHINE_NO_LOCAL_FILES',
    what: `The root file system of labs could not be made of Debian's packages (${why}), and no Docker of this machine has the image.`,
    next: 'npx badconn prepare --engine docker, then again',
  });

export const buildFailed = (what: string, tail: readonly string[], cause?: unknown): MachineError =>
  new MachineError({
    code: 'MACHINE_IMAGE_FAILED',
    what,
    evidence: tail,
    next: again,
    cause,
  });

export const diskFull = (
  what: string,
  cause?: unknown,
  next = 'docker system df; docker system prune',
): MachineError =>
  new MachineError({
    code: 'MACHINE_DISK_FULL',
    what: `No space is left on the disk (ENOSPC): ${what}.`,
    next,
    cause,
  });

export const programsMissing = (paths: readonly string[]): MachineError =>
  new MachineError({
    code: 'MACHINE_PROGRAMS_MISSING',
    what: 'This installation of badconn is incomplete: programs that go into the image are missing.',
    evidence: paths,
    next: 'npm ci (or install badconn again)',
  });

export const wrongArchive = (
  file: string,
  loaded: readonly string[],
  wanted: string,
): MachineError =>
  new MachineError({
    code: 'MACHINE_WRONG_ARCHIVE',
    what: `${file} holds ${loaded.length > 0 ? loaded.join(', ') : 'no image of badconn'}; this is badconn ${version}, which needs ${wanted}.`,
    next: `npx badconn prepare --save ${file}  with the same version, on a machine that can build the image`,
  });

export const noSuchBrowser = (chosen: string): MachineError =>
  new MachineError({
    code: 'MACHINE_NO_BROWSER',
    what: `BADCONN_BROWSER is ${chosen}, which does not exist.`,
    evidence: ['allowed: the path of a Chromium or Chrome, or none'],
    next: 'unset BADCONN_BROWSER',
  });
