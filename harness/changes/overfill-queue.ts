import type { Change, Step } from './change.ts';

/** What the host was set up to serve. */
const asPlaced = (on: string, { services }: Parameters<Change['apply']>[0]): Step[] => {
  const { program = 'odd-server', options = {}, certificate } = services[on] ?? {};
  return [{ kind: 'serve', on, as: { program, options, certificate } }];
};

/** The service of a host is too busy to accept, and as many connections wait as its queue has room for. */
export const overfillQueue = <const H extends string>(on: H): Change<H> => ({
  verb: 'overfillQueue',
  on,
  says: 'the service does not accept, and its queue is full',
  apply: () => [{ kind: 'serve', on, as: { program: 'odd-server', options: { does: 'busy' } } }],
  undo: (placement) => asPlaced(on, placement),
});

/** The service of a host comes to accept again. */
export const acceptAgain = <const H extends string>(on: H): Change<H> => ({
  verb: 'acceptAgain',
  on,
  says: 'the service accepts its connections',
  apply: (placement) => asPlaced(on, placement),
  undo: (placement) => overfillQueue(on).apply(placement),
});
