import type { KnownCause } from '../../vocabulary/index.ts';
import type { Documented } from '../family.ts';

const untrusted = ['certificate-untrusted', 'chain-incomplete', 'tls-intercepted'] as const;
const cutOff = [
  'name-blocked',
  'name-refused',
  'reset-after-accept',
  'closed-after-accept',
  'proxy-protocol-expected',
] as const;

/** Which causes a line about TLS leaves, likeliest first; the first pattern that fits it is right. */
const causesByLine: readonly (readonly [line: RegExp, causes: readonly KnownCause[]])[] = [
  [
    /expired or is not yet valid|DATE_INVALID|=-1201/,
    ['certificate-expired', 'client-clock-wrong', 'certificate-not-yet-valid'],
  ],
  [/expired/i, ['certificate-expired', 'client-clock-wrong']],
  [
    /not.?yet.?valid|NotValidYet|FUTURE_RESPONSE|=-1204/i,
    ['client-clock-wrong', 'certificate-not-yet-valid'],
  ],
  [
    /ALTNAME|mismatch, cert|hostname mismatch|does not match hostname|address mismatch|subject name matches|is valid for|cannot validate certificate for|Common Name|No subject alternative|NameMismatch|WRONG_PRINCIPAL|NotValidForName|COMMON_NAME|BAD_CERT_DOMAIN/,
    ['certificate-wrong-name', 'dns-wrong-server', 'wrong-host', 'captive-portal'],
  ],
  [
    /local issuer|locally verify|LEAF_SIGNATURE|ISSUER_CERT|get issuer|first certificate|PartialChain/,
    ['chain-incomplete', 'certificate-untrusted', 'tls-intercepted'],
  ],
  [/self.?signed.*chain|SIGNED_CERT_IN_CHAIN|MITM/i, ['tls-intercepted', 'certificate-untrusted']],
  [/self.?signed/i, ['certificate-untrusted', 'tls-intercepted']],
  [
    /unknown authority|PKIX path|certification path|UnknownIssuer|UNKNOWN_ISSUER|AUTHORITY_INVALID|Untrusted|MITM|=-120[23]|CertChainInvalid|CERT_UNTRUSTED|The certificate for this server is invalid/i,
    untrusted,
  ],
  [
    /plain HTTP request|HTTP request to an HTTPS|routines::http request|HTTP_REQUEST/,
    ['plain-client'],
  ],
  [
    /WRONG.VERSION.NUMBER|PACKET.LENGTH|RECORD_TOO_LONG|first record|gave HTTP response|unrecognized SSL message|server does not support SSL|frame size|InvalidContentType|ILLEGAL_MESSAGE|INVALID_TOKEN|record layer failure/i,
    ['plain-server', 'another-program'],
  ],
  [
    /VERSION_OR_CIPHER|CYPHER_OVERLAP|shared cipher|No appropriate protocol/,
    ['no-shared-cipher', 'version-too-old'],
  ],
  [
    /protocol.?version|unsupported.?protocol|UNSUPPORTED_VERSION|no protocols|OBSOLETE|legacy renegotiation|dh key too small/i,
    ['version-too-old'],
  ],
  [
    /certificate.?required|bad.?certificate|provide a certificate|CLIENT_AUTH|No required SSL|=-1206/i,
    ['client-certificate-required'],
  ],
  [/unrecogni[sz]ed.?name/i, ['name-refused']],
  [
    /handshake.?failure/i,
    ['no-shared-cipher', 'version-too-old', 'client-certificate-required', 'name-refused'],
  ],
  [
    /disconnected before secure|errno=104|END_OF_FILE|terminated the handshake|SYSCALL|unexpected.?eof|pull function|closed the transport|failed to receive handshake|OpenSSL SSL_connect/i,
    cutOff,
  ],
  [/handshake timeout/i, ['server-stalled', 'server-stopped', 'another-program']],
];

const causesOf = (line: string): readonly KnownCause[] | undefined =>
  causesByLine.find(([pattern]) => pattern.test(line))?.[1];

/** The words with the causes that each line leaves: every line by itself, for each may leave others. */
export const withCauses = (words: readonly Documented[]): Documented[] =>
  words.flatMap(({ says, ...rest }) =>
    says.map((line): Documented => {
      const causes = causesOf(line);
      return { ...rest, says: [line], ...(causes ? { causes } : {}) };
    }),
  );
