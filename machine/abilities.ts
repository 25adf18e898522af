import type { FoundEngine } from './found-engine.ts';

/** What an engine says of itself (GET /info), as far as labs are concerned. */
export interface Abilities {
  /** Its real name and how it runs: Docker 28.5, rootless. */
  name: string;
  /** Whether it can hold a container to an amount of memory and a number of processes. */
  limits: boolean;
  isRootless: boolean;
  /** Docker Desktop, whose containers are in a virtual machine. */
  isDesktop: boolean;
}

interface Info {
  OperatingSystem?: string;
  /** Podman's own word for it. */
  Rootless?: boolean;
  SecurityOptions?: string[];
  MemoryLimit?: boolean;
  PidsLimit?: boolean;
  CgroupDriver?: string;
  CgroupVersion?: string;
}

export function abilitiesOf(
  { name, version }: Pick<FoundEngine, 'name' | 'version'>,
  info: Info,
): Abilities {
  const options = info.SecurityOptions ?? [];
  const rootless = info.Rootless ?? options.some((one) => one.startsWith('name=rootless'));
  const remapped = options.some((one) => one.startsWith('name=userns'));
  const how = rootless ? ', rootless' : remapped ? ', userns-remap' : '';
  // Podman takes limits and keeps none where control groups of version 1 cannot be delegated.
  const none = info.CgroupDriver === 'none' || (rootless && info.CgroupVersion === '1');
  const limits = !none && info.MemoryLimit !== false && info.PidsLimit !== false;
  const isDesktop = info.OperatingSystem === 'Docker Desktop';
  return { name: `${name} ${version}${how}`, limits, isRootless: rootless, isDesktop };
}

export const askAbilities = async (engine: FoundEngine): Promise<Abilities> =>
  abilitiesOf(engine, (await engine.docker.info()) as Info);
