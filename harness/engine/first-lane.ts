import type { Engine, Lane } from './engine.ts';

/** Wraps an engine so that its first lane is opened at once, while the modules for its work may still be loading. */
export function withFirstLane(engine: Engine, keep = false): Engine {
  let first: Promise<Lane> | undefined = engine.openLane({ keep });
  first.catch(() => undefined);
  return {
    name: engine.name,
    ...(engine.images ? { images: engine.images } : {}),
    openLane(options = {}) {
      const opening = (options.keep ?? false) === keep ? first : undefined;
      if (opening === undefined) return engine.openLane(options);
      first = undefined;
      return opening;
    },
    close: () => engine.close(),
    async leave() {
      // An unclaimed lane would stay for ever.
      await first?.then((lane) => lane.close()).catch(() => undefined);
      await engine.leave();
    },
  };
}
