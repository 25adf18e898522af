import type { Hello } from '../evidence.ts';
import { protocolOf } from './beginnings.ts';
import { answerOf, ofHandshake } from './handshake.ts';
import { observation } from './observation.ts';

/** Answers of the port to a ClientHello, with the name of the url (SNI) and without. */
export const hello = observation({
  name: 'hello',
  read: ({ evidence }) => {
    const { hellos = [], plain } = evidence;
    const sorted = hellos.toSorted(namedFirst);
    const [first] = sorted;
    if (first === undefined) return undefined;
    const nameless = sorted.find(({ serverName }) => serverName === undefined);
    return {
      first,
      /** TLS fails with the name of the url (SNI), and works without. */
      isByName:
        first.serverName !== undefined &&
        !['hello', 'other-bytes'].includes(first.answer) &&
        nameless?.answer === 'hello',
      asksCertificate: hellos.some(({ asksCertificate }) => asksCertificate === true),
      speaksTls: hellos.some(({ answer }) => answer === 'hello'),
      nameless,
      plain,
    };
  },
  tell: ({ asksCertificate, first, isByName, nameless, plain }) => {
    const asked = `Sent the first message of TLS to port ${first.port}, with all versions from 1.0 on: ${said(first)}.`;
    const without =
      isByName && nameless !== undefined
        ? ` Without the name ${first.serverName}: ${said(nameless)}.`
        : '';
    const plainly = plain === undefined ? '' : ` Asked without TLS, it ${answerOf(plain)}.`;
    const wants = asksCertificate ? ' It asks for a certificate of the client.' : '';
    return asked + without + plainly + wants;
  },
  identifies: { ...ofHandshake, serverName: 'name' },
});

/** Deterministic order, whatever the order in the evidence: with a server name first. */
const namedFirst = (one: Hello, other: Hello): number =>
  Number(one.serverName === undefined) - Number(other.serverName === undefined) ||
  (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

/** Alert descriptions (RFC 8446, 6.2). */
const alerts: Readonly<Record<number, string>> = {
  ...{ 10: 'unexpected_message', 40: 'handshake_failure', 42: 'bad_certificate' },
  ...{ 46: 'certificate_unknown', 47: 'illegal_parameter', 48: 'unknown_ca', 49: 'access_denied' },
  ...{ 50: 'decode_error', 70: 'protocol_version', 71: 'insufficient_security' },
  ...{ 80: 'internal_error', 112: 'unrecognized_name', 116: 'certificate_required' },
  120: 'no_application_protocol',
};

/** For example `40 (handshake_failure)`. */
const alertText = (alert: number): string =>
  alerts[alert] === undefined ? String(alert) : `${alert} (${alerts[alert]})`;

const said = ({ answer, alert, firstBytes = '', version }: Hello): string => {
  switch (answer) {
    case 'hello':
      return `it speaks ${version ?? 'TLS'}`;
    case 'alert':
      return `it answered with alert ${alertText(alert ?? 0)}`;
    case 'other-bytes': {
      const protocol = protocolOf(firstBytes);
      const begins = protocol === undefined ? '' : ` (so begins ${protocol})`;
      return `it sent ${JSON.stringify(firstBytes.slice(0, 40))}${begins}, which is no TLS`;
    }
    case 'closed':
      return 'the connection was closed';
    case 'reset':
      return 'the connection was reset';
    case 'silence':
      return 'nothing came back';
  }
};
