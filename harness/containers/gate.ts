import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { FaultNotPossible } from '../errors.ts';
import type { PlacedService } from '../topology/services.ts';
import { publishedPort, type TargetConnection } from './fault-place.ts';
import { placementOf } from './placement.ts';
import type { FaultStand } from './stands.ts';
import { thisMachine } from './this-machine.ts';

const loopback = { 4: '127.0.0.1', 6: '::1' } as const;

/** Makes faults with a listener of ours on 127.0.0.1 or ::1, in front of the mapped port. */
export async function atGate(wanted: TargetConnection): Promise<FaultStand> {
  const to = publishedPort(wanted, 'gate').port;
  const address = loopback[wanted.ipVersion ?? 4];
  const port = await freePort(address);
  const service: PlacedService = {
    program: 'forwarder',
    ...{ address, port },
    options: { to: `${wanted.publishedOn}:${to}` },
  };
  const aim = { ...wanted.aim, host: address, port };
  return {
    ...{ standing: 'gate', lab: thisMachine, aim, sidecars: {}, ipVersions: [4] },
    placement: placementOf(aim, service),
    close: () => Promise.resolve(),
  };
}

async function freePort(address: string): Promise<number> {
  const server = createServer().listen(0, address);
  await once(server, 'listening').catch((cause: unknown) => {
    throw new FaultNotPossible({
      code: 'FAULT_NO_LOOPBACK',
      what: `Nothing can listen on ${address} here, so there can be no gate: ${(cause as Error).message}.`,
      next: 'leave { ipVersion } out, and the gate listens on 127.0.0.1',
      cause,
    });
  });
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
