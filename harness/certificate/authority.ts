import type { Placement } from '../topology/place.ts';
import type { CertificatePlan } from '../topology/services.ts';
import { holder, issue, type Holder } from './issue.ts';

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;
/** Lifetime that public authorities use. */
const lifetimeMs = 90 * dayMs;

const later = (from: Date, ms: number): Date => new Date(from.getTime() + ms);

type CertifiedNames = Pick<Placement, 'domain' | 'ownNames' | 'allAddresses' | 'certificateAgeMs'>;

/** A root, and an intermediate authority that signs server certificates. */
interface Signers {
  root: string;
  issuing: Holder;
  /** Certificate of the intermediate authority. */
  intermediate: string;
}

/**
 * The authorities of a lab: a root that clients trust, an intermediate whose certificate servers send along, and an
 * unknown root with its own intermediate. All are created on demand, relative to the current time.
 */
export class Authority {
  private readonly placement: CertifiedNames;
  private readonly now = new Date();
  private readonly trusted: Signers;
  private unknown: Signers | undefined;
  private readonly issued = new Map<string, string>();
  /** Certificate of the trusted root, as PEM. */
  readonly root: string;

  constructor(placement: CertifiedNames) {
    this.placement = placement;
    this.trusted = this.signers(placement.domain.replace(/^[^.]*\./, ''));
    this.root = this.trusted.root;
  }

  /** Key, certificate and chain of a host's service, as PEM. The same for an equal plan. */
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

  /** The unknown authority. It has the names of the trusted one, so names do not tell them apart. */
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
 * Script that, run as root in a host, adds a root (PEM on stdin) to the trust store: as update-ca-certificates(8)
 * does, but by hand, since the store is otherwise empty.
 */
export const trust = `set -e
name=/usr/local/share/ca-certificates/local.crt
mkdir -p /usr/local/share/ca-certificates
cat > $name
cp $name /etc/ssl/certs/ca-certificates.crt`;
