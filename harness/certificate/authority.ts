import type { Placement } from '../topology/place.ts';
import type { CertificatePlan } from '../topology/services.ts';
import { holder, issue, type Holder } from './issue.ts';

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;
/** As public authorities have it. */
const lifetimeMs = 90 * dayMs;

const later = (from: Date, ms: number): Date => new Date(from.getTime() + ms);

type Known = Pick<Placement, 'domain' | 'ownNames' | 'allAddresses' | 'certificateAgeMs'>;

/**
 * Who signs the certificates of a lab: a root that clients trust, and an authority below it, whose
 * certificate servers send along. All are made when they are asked for, relative to the time of day.
 */
export class Authority {
  private readonly placement: Known;
  private readonly now = new Date();
  private readonly issuing: Holder;
  private readonly intermediate: string;
  private readonly issued = new Map<string, string>();
  /** The certificate of the root, as PEM. */
  readonly root: string;

  constructor(placement: Known) {
    this.placement = placement;
    const zone = placement.domain.replace(/^[^.]*\./, '');
    const root = holder(`${zone} Root CA`);
    this.issuing = holder(`${zone} Issuing CA`);
    const years = (from: number, until: number): { from: Date; until: Date } => ({
      from: later(this.now, from * 365 * dayMs - placement.certificateAgeMs),
      until: later(this.now, until * 365 * dayMs - placement.certificateAgeMs),
    });
    this.root = issue(root, root, years(-3, 12));
    this.intermediate = issue(this.issuing, root, years(-2, 3));
  }

  /** Key, certificate and chain of a host's service, as PEM. The same for the same plan. */
  pemOf(host: string, plan: CertificatePlan): string {
    const key = JSON.stringify([host, plan.ends ?? 'later', plan.names ?? 'all']);
    const known = this.issued.get(key);
    if (known !== undefined) return known;
    const server = holder(this.placement.ownNames[host] ?? host);
    const until = this.endOf(plan);
    const certificate = issue(server, this.issuing, {
      ...{ from: later(until, -lifetimeMs), until, names: this.namesOf(host, plan) },
    });
    const privateKey = server.privateKey.export({ type: 'pkcs8', format: 'pem' });
    const pem = [privateKey, certificate, this.intermediate].join('');
    this.issued.set(key, pem);
    return pem;
  }

  private endOf({ ends = 'later' }: CertificatePlan): Date {
    const { certificateAgeMs: ageMs } = this.placement;
    const soonMs = hourMs + (ageMs % (22 * hourMs));
    const afterMs = { later: lifetimeMs - ageMs, soon: soonMs, past: -ageMs };
    return later(this.now, afterMs[ends]);
  }

  private namesOf(host: string, { names = 'all' }: CertificatePlan): string[] {
    const { allAddresses, domain, ownNames } = this.placement;
    const own = ownNames[host] ?? host;
    return names === 'own' ? [own] : [domain, own, ...(allAddresses[host] ?? [])];
  }
}

/**
 * What root does in a host whose programs are to trust a root, whose PEM is on stdin: as
 * update-ca-certificates(8) does it, by hand, since nothing else is in the store.
 */
export const trust = `set -e
name=/usr/local/share/ca-certificates/local.crt
mkdir -p /usr/local/share/ca-certificates
cat > $name
cp $name /etc/ssl/certs/ca-certificates.crt`;
