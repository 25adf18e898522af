import type { ImageConfiguration, Lane } from '../engine/engine.ts';
import { UsageError } from '../errors.ts';
import type { PlacedService } from '../topology/services.ts';

/** Images in a lane. Each is copied once, for all hosts that are built there afterwards. */
const brought = new WeakMap<Lane, Map<string, Promise<ImageConfiguration>>>();

/** The path at which the agent looks for an image (engine/agent/images.ts). */
const rootOf = (name: string): string => `/opt/images/${name.replaceAll(/[^a-z0-9.]+/gi, '-')}`;

/** Copies the images of services into a lane. Throws `UsageError` for an image that the engine does not have. */
export async function bringImages(
  lane: Lane,
  services: Readonly<Record<string, PlacedService>>,
): Promise<Record<string, PlacedService>> {
  const placed = Object.entries(services).map(
    async ([host, service]): Promise<[string, PlacedService]> => {
      const { image } = service;
      if (image === undefined) return [host, service];
      const root = rootOf(image.name);
      const configuration = await configurationOf(lane, root, image.name);
      const { entrypoint, command } = configuration;
      if ([...entrypoint, ...(image.command ?? command)].length === 0)
        throw nothingToRun(image.name);
      return [host, { ...service, image: { ...image, root, configuration } }];
    },
  );
  return Object.fromEntries(await Promise.all(placed));
}

function configurationOf(lane: Lane, root: string, name: string): Promise<ImageConfiguration> {
  const all = brought.get(lane) ?? new Map<string, Promise<ImageConfiguration>>();
  brought.set(lane, all);
  const known = all.get(name);
  if (known !== undefined) return known;
  if (!lane.unpackImage) throw noImages(name);
  const coming = lane.unpackImage(root, name).then(({ configuration }) => configuration);
  all.set(name, coming);
  coming.catch(() => all.delete(name));
  return coming;
}

const nothingToRun = (name: string): UsageError =>
  new UsageError({
    code: 'USAGE_SERVICE_IMAGE',
    what: `The image ${name} has neither ENTRYPOINT nor CMD, so there is nothing to run.`,
    next: `image('${name}', { command: ['…'] })`,
  });

const noImages = (name: string): UsageError =>
  new UsageError({
    code: 'USAGE_SERVICE_IMAGE',
    what: `A service is the image ${name}, and this engine has no images: that needs Docker.`,
    next: 'add --engine docker',
  });
