import type { Evidence } from '../evidence.ts';
import { observation } from './observation.ts';

/** Redirect to the gateway of this machine: the network answered, not the server (captive portal). */
export const portal = observation({
  name: 'portal',
  read: ({ evidence }): Evidence['ledToGateway'] => evidence.ledToGateway,
  tell: ({ gateway, host }) =>
    `It sends the client to ${host}, which is at ${gateway}: the gateway by which this machine goes to the server.`,
  identifies: { host: 'name' },
});
