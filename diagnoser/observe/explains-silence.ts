import type { Evidence } from '../evidence.ts';
import { arrival } from './arrival.ts';
import { overflows } from './overflows.ts';
import { routes } from './routes.ts';
import { rules } from './rules.ts';

/** Whether the server report alone explains why a SYN to the address stays unanswered. */
export const explainsSilence = (evidence: Evidence, address: string): boolean => {
  const { port } = evidence.target;
  const connection = { evidence, address, port, direct: 'silence', disagrees: false } as const;
  const { inbound = [], outbound = [] } = rules.read(connection) ?? {};
  const { received, swallowed = 0 } = arrival.read(connection) ?? {};
  const lost = swallowed + (overflows.read(connection) ?? 0) + (routes.read(connection) ?? 0);
  return inbound.length + outbound.length > 0 || received === 0 || lost > 0;
};
