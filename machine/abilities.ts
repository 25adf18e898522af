import type { FoundEngine } from './found-engine.ts';

/** Abilities that an engine reports (GET /info), as far as labs need them. */
export interface Abilities {
  /** Its actual name and mode: Docker 28.5, rootless. */
  name: string;
  /** Whether it can limit memory and number of processes of a container. */
  limits: boolean;
  isRootless: boolean;
  /** Docker Desktop, whose containers run in a virtual machine. */
  isDesktop: boolean;
}

interface Info {
  OperatingSystem?: string;
  /** Podman's field for it. */
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
  // Podman accepts limits but enforces none if cgroups of version 1 cannot be delegated.
  const none = info.CgroupDriver === 'none' || (rootless && info.CgroupVersion === '1');
  const limits = !none && info.MemoryLimit !== false && info.PidsLimit !== false;
  const isDesktop = info.OperatingSystem === 'Docker Desktop';
  return { name: `${name} ${version}${how}`, limits, isRootless: rootless, isDesktop };
}

export const askAbilities = async (engine: FoundEngine): Promise<Abilities> =>
  abilitiesOf(engine, (await engine.docker.info()) as Info);
