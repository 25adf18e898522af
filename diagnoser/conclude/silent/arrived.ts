import type { Facts } from '../facts.ts';

/** Whether the SYN reached the server; undefined when the report cannot tell. */
export const arrived = ({ server }: Facts): boolean | undefined => {
  if (server === undefined) return undefined;
  const { inbound, outbound, rose } = server;
  if (inbound.length + outbound.length > 0) return true;
  if (rose === undefined) return undefined;
  if (rose.received === 0) return false;
  const trace = rose.swallowed + rose.halfOpen + rose.overflows + rose.noRoutes;
  return trace > 0 ? true : undefined;
};

/** Whether something on the server's way in took the SYN away before TCP saw it. */
export const takenAway = (facts: Facts): boolean | undefined => {
  const { server } = facts;
  if (server === undefined) return undefined;
  if (server.inbound.some(({ rule }) => rule.verdict === 'drop')) return true;
  if (server.rose === undefined) return undefined;
  if (server.rose.reversePath > 0) return false;
  return server.rose.swallowed > 0;
};

/** Whether a firewall manager, rather than a rule made by hand, stopped the SYN. */
export const byManager = ({ server }: Facts): boolean => {
  const rule = server?.inbound.find((counted) => counted.rule.verdict === 'drop')?.rule;
  if (rule === undefined) return true;
  return rule.kind === 'policy' || /ufw|firewalld|zone/i.test(rule.chain);
};
