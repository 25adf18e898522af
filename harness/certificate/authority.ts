import type { Placement } from '../topology/place.ts';
import type { CertificatePlan } from '../topology/services.ts';
import { holder, issue, type Holder } from './issue.ts';

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;
/** As public authorities have it. */
const lifetimeMs = 90 * dayMs;

const later = (from: Date, ms: number): Date => new Date(from.getTime() + ms);

type CertifiedNames = Pick<Placement, 'domain' | 'ownNames' | 'allAddresses' | 'certificateAgeMs'>;

/** A root, and an authority below it that signs the certificates of servers. */
interface Signers {
  root: string;
  issuing: Holder;
  /** The certificate of the authority. */
  intermediate: string;
}

/**
 * Who signs the certificates of a lab: a root that clients trust, and an authority below it, whose
 * certificate servers send along; and the same of a stranger. All are made when they are asked for, relative
 * to the time of day.
 */
export class Authority {
  private readonly placement: CertifiedNames;
  private readonly now = new Date();
  private readonly trusted: Signers;
  private unknown: Signers | undefined;
  private readonly issued = new Map<string, string>();
  /** The certificate of the root that clients trust, as PEM. */
  readonly root: string;

  constructor(placement: CertifiedNames) {
    this.placement = placement;
    this.trusted = this.signers(placement.domain.replace(/^[^.]*\./, ''));
    this.root = this.trusted.root;
  }

  /** Key, certificate and chain of a host's service, as PEM. The same for the same plan. */
  pemOf(host: string, plan: CertificatePlan): string {
    const {
      ends = 'later',
      names = 'all',
      sends = 'chain',
      signedBy = 'trusted',
      starts = 'past',
    } = plan;
    const key = JSON.stringify([host, ends, names, sends, signedBy, starts]);
    const known = this.issued.get(key);
    if (known !== undefined) return known;
    const server = holder(this.placement.ownNames[host] ?? host);
    const signers = signedBy === 'unknown' ? this.stranger() : this.trusted;
    const by = signedBy === 'itself' ? server : signers.issuing;
    const wanted = { ...this.timesOf(plan), names: this.namesOf(host, plan) };
    const privateKey = server.privateKey.export({ type: 'pkcs8', format: 'pem' });
    const isAlone = sends === 'own' || signedBy === 'itself';
    const chain = isAlone ? '' : signers.intermediate;
    const pem = [privateKey, issue(server, by, wanted), chain].join('');
    this.issued.set(key, pem);
    return pem;
  }

  private signers(name: string): Signers {
    const root = holder(`${name} Root CA`);
    const issuing = holder(`${name} Issuing CA`);
    const years = (from: number, until: number): { from: Date; until: Date } => ({
      from: later(this.now, from * 365 * dayMs - this.placement.certificateAgeMs),
      until: later(this.now, until * 365 * dayMs - this.placement.certificateAgeMs),
    });
    return {
      root: issue(root, root, years(-3, 12)),
      issuing,
      intermediate: issue(issuing, root, years(-2, 3)),
    };
  }

  /** Of the same names: who knows the one does not know the other by name. */
  private stranger(): Signers {
    return (this.unknown ??= this.signers(this.placement.domain.replace(/^[^.]*\./, '')));
  }

  private timesOf({ ends = 'later', starts = 'past' }: CertificatePlan): {
    from: Date;
    until: Date;
  } {
    const { certificateAgeMs: ageMs } = this.placement;
    if (starts === 'later') {
      const from = later(this.now, ageMs);
      return { from, until: later(from, lifetimeMs) };
    }
    const soonMs = hourMs + (ageMs % (22 * hourMs));
    const afterMs = { later: lifetimeMs - ageMs, soon: soonMs, past: -ageMs };
    const until = later(this.now, afterMs[ends]);
    return { from: later(until, -lifetimeMs), until };
  }

  private namesOf(host: string, { names = 'all' }: CertificatePlan): string[] {
    const { allAddresses, domain, ownNames } = this.placement;
    const own = ownNames[host] ?? host;
    if (names === 'any') return [own.replace(/^[^.]*/, '*')];
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
