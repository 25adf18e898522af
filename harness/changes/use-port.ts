import type { Placement } from '../topology/place.ts';
import type { Change } from './change.ts';

/** The service's port, an unused one, or the web's. */
type Port = 'right' | 'unused' | 'web';

const numberOf = (port: Port, { aim, unusedPort }: Placement): number =>
  ({ right: aim.port, unused: unusedPort, web: 80 })[port];

/** The client is configured with another port. */
export const usePort = <const H extends string>(on: H, port: Port): Change<H> => ({
  verb: 'usePort',
  on,
  says: `the client uses the ${port} port`,
  apply: (placement) => [{ kind: 'aim', at: { port: numberOf(port, placement) } }],
  undo: ({ aim }) => [{ kind: 'aim', at: { port: aim.port } }],
});
