import type { Change, Step } from './change.ts';

/** The original service of the host. */
const asPlaced = (on: string, { services }: Parameters<Change['apply']>[0]): Step[] => {
  const { program = 'odd-server', options = {}, certificate } = services[on] ?? {};
  return [{ kind: 'serve', on, as: { program, options, certificate } }];
};

/** A host's service does not accept connections, and its accept queue is full. */
export const overfillQueue = <const H extends string>(on: H): Change<H> => ({
  verb: 'overfillQueue',
  on,
  says: 'the service does not accept, and its queue is full',
  apply: () => [{ kind: 'serve', on, as: { program: 'odd-server', options: { does: 'busy' } } }],
  undo: (placement) => asPlaced(on, placement),
});

/** A host's service accepts connections again. */
export const acceptAgain = <const H extends string>(on: H): Change<H> => ({
  verb: 'acceptAgain',
  on,
  says: 'the service accepts its connections',
  apply: (placement) => asPlaced(on, placement),
  undo: (placement) => overfillQueue(on).apply(placement),
});
