import type { Explanation } from '../knowledge/explain.ts';
import type { Stage } from '../vocabulary/index.ts';

/** Ports of services that use STARTTLS, or TLS on a port of their own. */
const noWeb = /^(?:25|110|143|389|465|587|636|993|995|3306|5432|6379)$/;

/** The protocol that must have been spoken for a failure at this stage. */
const spokenAt: Partial<Record<Stage, string>> = { tls: 'https', upgrade: 'http' };

/** The target that was tried, in the form that `badconn diagnose` takes. */
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
