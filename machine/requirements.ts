import { statfs } from 'node:fs/promises';
import { isBadconnError } from '../harness/errors.ts';
import { installer, onPath } from './apt.ts';
import { askAbilities } from './abilities.ts';
import { breakPlaces } from './break-places.ts';
import { hasImage } from './has-image.ts';
import { whyNoDebianBase } from './debian-base.ts';
import { findEngine, oldestApi } from './find-engine.ts';
import type { FoundEngine, Silent } from './found-engine.ts';
import { imageInputs, imageTags } from './inputs.ts';
import { isChosen, isForbidden, noEngine } from './messages.ts';
import { isNewEnough, oldestNode } from './node-binary.ts';
import { officialBase } from './registry-base.ts';

/** A requirement of labs on the machine. */
export interface Requirement {
  name: string;
  met: boolean;
  /** What was found, in a few words. */
  found: string;
  /** The command that fixes it, if it is not met. */
  mend?: string;
  /** It concerns an engine that is not used here. */
  optional?: true;
}

const prepareCommand = 'npx badconn prepare';

export const nodeRequirement = (): Requirement => ({
  name: `Node ${oldestNode} or newer`,
  met: isNewEnough(process.version),
  found: `${process.version} (${process.execPath})`,
  mend: 'install Node 24 (https://nodejs.org/en/download)',
});

function engineMissing(silent: readonly Silent[]): Requirement {
  const can = installer();
  const { shortMessage, next } = noEngine(silent, can);
  const canBring = can.debian && can.root && !isChosen(silent) && !isForbidden(silent);
  return {
    name: 'Docker engine',
    met: false,
    found: canBring ? 'none answers; badconn can bring it' : shortMessage,
    mend: canBring ? prepareCommand : next,
  };
}

async function space(): Promise<Requirement[]> {
  try {
    const { bavail, bsize } = await statfs('/var/lib/docker');
    const free = (bavail * bsize) / 1024 ** 3;
    return [
      {
        name: '1 GiB of disk for images',
        met: free >= 1,
        found: `${free.toFixed(1)} GiB free below /var/lib/docker`,
        mend: 'docker system prune',
      },
    ];
  } catch {
    return [];
  }
}

async function ofEngine(engine: FoundEngine): Promise<Requirement[]> {
  const { docker, endpoint, apiVersion, architecture, kernel } = engine;
  const inputs = imageInputs();
  const tags = imageTags(inputs, architecture);
  const [lab, base, official] = await Promise.all(
    [tags.lab, tags.base, inputs.baseImage ?? officialBase].map((name) => hasImage(docker, name)),
  );
  const { name, limits, ...how } = await askAbilities(engine);
  const isHere = engine.endpoint.address.startsWith('unix:');
  const packages = whyNoDebianBase(architecture);
  const waysToBase = [
    ...(base ? [`${tags.base} is there`] : []),
    ...(official ? [`${inputs.baseImage ?? officialBase} is there`] : []),
    ...(packages === undefined
      ? [`Debian's packages${onPath('mmdebstrap') ? '' : ' (mmdebstrap will be installed)'}`]
      : []),
    ...(inputs.mayPull && !official ? ['a registry (not asked)'] : []),
  ];
  const local = endpoint.address === 'unix:///var/run/docker.sock';
  return [
    {
      name: 'Docker engine',
      met: true,
      found: `${name} at ${endpoint.address}`,
    },
    {
      name: 'limits',
      met: true,
      found: limits
        ? 'on memory and processes'
        : 'none on memory and processes (no control groups): run only diagnosers that you trust',
    },
    {
      name: 'break',
      met: true,
      found: breakPlaces({ name: engine.name, isHere, ...how }),
    },
    { name: `Docker API ${oldestApi} or newer`, met: true, found: apiVersion },
    { name: 'Linux containers', met: true, found: `Linux ${kernel}, ${architecture}` },
    ...(local ? await space() : []),
    {
      name: 'a way to the base image',
      met: waysToBase.length > 0,
      found: waysToBase.join('; ') || `none: ${packages}`,
      mend: 'npx badconn prepare --load <file from another machine>',
    },
    {
      name: 'image',
      met: lab === true,
      found: lab ? tags.lab : `${tags.lab} is not built yet`,
      mend: prepareCommand,
    },
  ];
}

/** All requirements with their state on this machine. Changes nothing and contacts no registry. */
export async function requirements(): Promise<Requirement[]> {
  try {
    const { engine, silent } = await findEngine();
    return [nodeRequirement(), ...(engine ? await ofEngine(engine) : [engineMissing(silent)])];
  } catch (error) {
    if (!isBadconnError(error)) throw error;
    const { shortMessage, next } = error;
    return [
      nodeRequirement(),
      { name: 'Docker and the image', met: false, found: shortMessage, mend: next },
    ];
  }
}
