import type { CertificatePlan } from '../topology/services.ts';
import type { Change } from './change.ts';

const saysOf = ({
  ends = 'later',
  names = 'all',
  sends = 'chain',
  signedBy = 'trusted',
  starts = 'past',
}: CertificatePlan): string =>
  [
    starts === 'later'
      ? 'is not valid yet'
      : { later: 'is valid', soon: 'ends within a day', past: 'has expired' }[ends],
    { all: 'has its name', own: 'has the name of the host alone', any: 'has a wildcard' }[names],
    ...{
      trusted: [],
      unknown: ['is signed by an authority that the client does not know'],
      itself: ['is signed by its own key'],
    }[signedBy],
    ...(sends === 'own' ? ['is sent without that of its authority'] : []),
  ].join(' and ');

/** Restarts a host's service with a certificate as described; fields left out have their valid defaults. */
export const useCertificate = <const H extends string>(
  on: H,
  certificate: CertificatePlan,
): Change<H> => ({
  verb: 'useCertificate',
  on,
  says: `the certificate of the service ${saysOf(certificate)}`,
  apply: () => [{ kind: 'serve', on, as: { certificate } }],
  undo: ({ services }) => [{ kind: 'serve', on, as: { certificate: services[on]?.certificate } }],
});

/** Restarts a host's service with its original certificate. */
export const renewCertificate = <const H extends string>(on: H): Change<H> => ({
  ...useCertificate(on, {}),
  verb: 'renewCertificate',
});
