import { decides, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';

/**
 * A proxy signs in place of the server. An untrusted certificate alone does not show that: only one in a proxy's
 * tunnel does, and it is certain if the server itself sends another.
 */
export const tlsIntercepted: CauseFile = {
  cause: 'tls-intercepted',
  prior: 4,
  judge: ({ certificate }) => [
    decides(
      'certificate',
      certificate?.tunnel !== undefined &&
        certificate.time === 'within' &&
        certificate.trust !== 'known',
    ),
  ],
  remedy: ({ certificate, evidence, port, proxy }) => {
    const { host } = evidence.target;
    return {
      action: 'trust-authority',
      text: `The proxy ${proxy?.url ?? ''} reads what is said: it shows a certificate of ${certificate?.shown.issuer || 'its own'} in place of that of ${host}. If it is the proxy of your organisation, get the certificate of its authority from those who run it, and have this machine trust it (a file .crt in /usr/local/share/ca-certificates and \`update-ca-certificates\`; NODE_EXTRA_CA_CERTS for Node, REQUESTS_CA_BUNDLE for Python); or have the proxy leave this name alone. If it is not, do not use it.`,
      commands:
        proxy === undefined
          ? []
          : [
              `${sh`openssl s_client -proxy ${`${proxy.host}:${proxy.port}`} -connect ${`${host}:${port}`} -servername ${host} -showcerts`} </dev/null`,
            ],
    };
  },
};
