import type { HostPlan } from './topology.ts';

/** A host on a network: subnet with prefix length, and the host's address without it. */
export interface Attachment {
  network: string;
  subnet: string;
  address: string;
}

/**
 * Arguments of ip-route(8) for the networks that a host is not on, each via its next-hop router; or one default route
 * if the host has only that.
 */
export function routesOf(
  name: string,
  plans: Record<string, HostPlan>,
  attached: Record<string, Attachment[]>,
): string[] {
  const seen = new Set(attached[name]?.map(({ network }) => network));
  const found: { subnet: string; gateway: string }[] = [];
  let frontier = (attached[name] ?? []).map(({ network }) => ({ network, via: '' }));
  while (frontier.length > 0) {
    frontier = frontier.flatMap(({ network, via }) =>
      Object.keys(plans)
        .filter((other) => other !== name && plans[other]?.role === 'router')
        .flatMap((other) => {
          const here = attached[other]?.find((attachment) => attachment.network === network);
          const next = (attached[other] ?? []).filter(
            (attachment) => here && !seen.has(attachment.network),
          );
          return next.map((attachment) => {
            seen.add(attachment.network);
            const gateway = via || (here?.address ?? '');
            found.push({ subnet: attachment.subnet, gateway });
            return { network: attachment.network, via: gateway };
          });
        }),
    );
  }
  const [first] = found;
  if (plans[name]?.byDefaultRoute && first) return [`default via ${first.gateway}`];
  return found.map(({ subnet, gateway }) => `${subnet} via ${gateway}`);
}
