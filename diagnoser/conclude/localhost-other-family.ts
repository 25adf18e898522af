import { isIpv6, isLoopback } from '../../report/addresses.ts';
import type { AnsweredRemedy, CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';
import type { Facts } from '../../observe/facts.ts';
import { resetByTarget } from './reset-by-target.ts';

/** Whether the client uses a loopback address, and every socket of the port is of the other IP version's loopback. */
const isOtherFamily = ({ address, listeners }: Facts): boolean =>
  isLoopback(address) &&
  listeners?.where === 'elsewhere' &&
  listeners.listeners.every(
    (one) => isLoopback(one.address) && isIpv6(one.address) !== isIpv6(address),
  );

const remedy = ({ address, evidence, listeners, port }: Facts): AnsweredRemedy => {
  const { host } = evidence.target;
  const where = [...new Set(listeners?.listeners.map((one) => one.address))].toSorted().join(', ');
  const inUrl = isIpv6(address) ? '' : ` (in a URL: [${where}])`;
  const used = host === address ? address : `${host}, which leads to ${address}`;
  return {
    action: 'use-right-address',
    text: `The client uses ${used}, and the service of this machine listens on ${where} alone. Use ${where}${inUrl}, or let the service listen on both: its configuration has the address.`,
    commands: [sh`ss -ltnp ${`sport = :${port}`}`],
  };
};

/** No address of localhost takes the connection that the client tried. */
export const localhostOtherFamily: CauseFile = {
  cause: 'localhost-other-family',
  prior: 4,
  narrows: ['bound-elsewhere'],
  judge: (facts) => (isOtherFamily(facts) ? resetByTarget(facts, 'elsewhere') : []),
  remedy,
};
