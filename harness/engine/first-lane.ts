import type { Engine, Lane } from './engine.ts';

/** The engine with its first lane being opened already: what is to be done in it may still be loading. */
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
      // One that nobody has taken would stand for ever.
      await first?.then((lane) => lane.close()).catch(() => undefined);
      await engine.leave();
    },
  };
}
