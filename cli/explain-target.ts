import type { Explanation } from '../knowledge/explain.ts';
import type { Stage } from '../vocabulary/index.ts';

/** Of services that begin TLS on a connection without it, or speak it on a port of their own. */
const noWeb = /^(?:25|110|143|389|465|587|636|993|995|3306|5432|6379)$/;

/** What must have been spoken for a connection to fail there. */
const spokenAt: Partial<Record<Stage, string>> = { tls: 'https', upgrade: 'http' };

/** What was tried, as `badconn diagnose` takes it. */
export function targetOf({
  families,
  particulars,
}: Pick<Explanation, 'families' | 'particulars'>): string {
  const { host = 'SERVER', port } = particulars;
  const stages = new Set(families.map(({ stage }) => stage));
  const [stage] = stages.size === 1 && !noWeb.test(port ?? '') ? stages : [];
  const { scheme = stage === undefined ? 'tcp' : (spokenAt[stage] ?? 'tcp') } = particulars;
  const shown = host.includes(':') ? `[${host}]` : host;
  const isWeb = ['http', 'https', 'ws', 'wss'].includes(scheme);
  const where = port === undefined ? (isWeb ? '' : ':PORT') : `:${port}`;
  return `${scheme}://${shown}${where}`;
}
