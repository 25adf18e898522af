import type { Listener } from '../../../vocabulary/index.ts';
import type { AnsweredRemedy } from '../cause-file.ts';
import { programOf } from '../../report/listening.ts';
import { isAny, isIpv6 } from '../../report/addresses.ts';
import { sh } from '../command.ts';
import type { Facts } from '../../observe/facts.ts';

/** Remedy where the service listens on the wrong address of the right machine. */
export const listenOnAll = ({ address, listeners: listening, port }: Facts): AnsweredRemedy => {
  const listeners = listening?.listeners ?? [];
  const names = new Set(
    listeners.flatMap(({ process }) => (process === undefined ? [] : programOf(process))),
  );
  const who =
    names.size === 0 ? 'the service' : `the service (${[...names].toSorted().join(', ')})`;
  const where = [...new Set(listeners.map(placeOf))].toSorted().join(', ');
  // All addresses of one IP version; the client uses the other.
  const isAll = listeners.some((one) => isAny(one.address) && one.device === undefined);
  return {
    action: 'listen-on-all-addresses',
    text: `Make ${who} listen on ${isIpv6(address) || isAll ? `[::]:${port}, for both families` : `0.0.0.0:${port} (or on :: for both families)`}${where === '' ? '' : `; now it listens on ${where} only`}. The address is in its configuration.`,
    commands: [sh`ss -ltnp ${`sport = :${port}`}`],
  };
};

const placeOf = ({ address, device }: Listener): string =>
  device === undefined ? address : `${address} of the interface ${device}`;
