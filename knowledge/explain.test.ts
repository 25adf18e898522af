import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdForEach } from '../tests/hold-for-each.ts';
import { clients } from './clients/index.ts';
import { explain } from './explain.ts';
import { families } from './families/index.ts';
import { readRecorded } from './record.ts';
import { signsOf } from './signs.ts';
import { unspoken } from './spoken.ts';
import { filled } from './words.ts';

const recorded = readRecorded();
const signs = signsOf(recorded);
const values = {
  host: 'shop.example',
  port: '8080',
  number: '31',
  path: '/chat',
  time: '2026-11-24 10:58:33',
  id: '40B7B2C59C7F0000',
};
/** Where the host in a message tells: a name of one word, an address of loopback. */
const hostOf: Readonly<Record<string, string>> = {
  'dns/search-domain-missing': 'shop',
  'refused/localhost-other-family': '::1',
};
/** A client of HTTP shows a server that is no WebSocket, and can never have asked for one. */
const cannotBe = (client: string, truth: string | undefined): boolean =>
  clients.some(({ name, speaks }) => name === client && speaks === 'http') &&
  unspoken.http.some((cause) => cause === truth);
/** Clients say the same in many cases. */
const explained = new Map<string, ReturnType<typeof explain>>();
const explanationOf = (text: string): ReturnType<typeof explain> => {
  if (!explained.has(text)) explained.set(text, explain(text, signs));
  return explained.get(text);
};
const familiesOf = (text: string): string[] =>
  explain(text, signs)?.families.map(({ name }) => name) ?? [];

describe('what was recorded', () => {
  const failures = recorded.flatMap(({ case: name, id, clients: said }) =>
    Object.entries(said)
      .filter(([, { ends, anyway }]) => ends !== 'exit 0' && !anyway)
      .map(([client, { ends, says }]) => ({ name, id, client, ends, says })),
  );

  const labelOf = ({ client, name }: (typeof failures)[number]): string => `${client} in ${name}`;

  test('each client says why, or waits', () =>
    holdForEach(failures, labelOf, ({ ends, says }) => {
      expect(says.length > 0 || ends === 'waits').toBe(true);
    }));

  test('what each says may be just that', () =>
    holdForEach(failures, labelOf, ({ id, client, says }) => {
      const truth = id.split('/')[1];
      for (const text of [...says, says.join('\n')].filter(Boolean)) {
        // A time in it: silence lasts, and an answer comes at once.
        const number = /^(?:timeout|unreachable)\//.test(id) ? '3100' : values.number;
        const host = hostOf[id] ?? values.host;
        const explanation = explanationOf(filled(text, { ...values, host, number }));
        const named = explanation?.candidates.map(({ cause }) => cause);
        if (id.startsWith('healthy/')) expect(explanation?.healthy, text).toContain(id);
        else if (!cannotBe(client, truth)) expect(named, text).toContain(truth);
      }
    }));

  test('is of clients that there are: badconn atlas --record renews it', () => {
    const names = clients.map(({ name }) => name);
    for (const one of recorded) expect(Object.keys(one.clients), one.case).toEqual(names);
  });
});

describe('whatever surrounds the words', () => {
  const noise = fc.constantFrom(
    '[2026-11-24T10:58:33.123Z] ERROR worker 7: ',
    '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:2021:16)\n',
    'Traceback (most recent call last):\n  File "/srv/app.py", line 12, in main\n',
    '\u001B[31mx\u001B[39m ',
    '> npm start\n\n',
    'PHP Stack trace:\nPHP   1. {main}() /srv/a.php:0\n',
    '',
  );
  // What is said in healthy scenarios alone, of a page that is not for everybody, is of no family.
  const ofFailures = signs.filter(({ cases }) =>
    cases.some(({ symptom }) => symptom !== 'connected'),
  );
  const word = fc.constantFrom(...ofFailures.map(({ template }) => template));
  const addresses = fc.constantFrom('10.0.0.7', 'shop.example', '192.168.1.20', 'a-b.example');

  test('the family stays the same', () => {
    fc.assert(
      fc.property(
        word,
        noise,
        noise,
        addresses,
        fc.integer({ min: 1, max: 65_535 }),
        (...drawn) => {
          const [template, before, after, host, port] = drawn;
          const line = filled(template, { ...values, host, port: String(port) });
          const bare = familiesOf(line);
          expect(bare).not.toEqual([]);
          expect(familiesOf(`${before}${line}\n${after}`)).toEqual(bare);
          expect(familiesOf(`${before}${line.toUpperCase()}\n${after}`)).toEqual(bare);
        },
      ),
    );
  });
});

describe('clients that were not recorded', () => {
  test.each([
    ['dial tcp 10.0.0.7:8080: connect: connection refused', 'refused'],
    ['Get "http://shop.example:8080/": dial tcp 10.0.0.7:8080: i/o timeout', 'timeout'],
    ['dial tcp 10.0.0.7:8080: connect: cannot assign requested address', 'unavailable'],
    ['websocket: bad handshake', 'protocol'],
    ['dial tcp: lookup shop.example on 10.0.0.53:53: no such host', 'name'],
    ['java.net.UnknownHostException: shop.example: Name or service not known', 'name'],
    ['curl: (56) CONNECT tunnel failed, response 403', 'proxy'],
    ['GET https://shop.example/ net::ERR_PROXY_CONNECTION_FAILED', 'proxy'],
    [
      'Get "https://shop.example/": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-26T04:00:00Z is after 2026-11-20T00:00:00Z',
      'tls',
    ],
    [
      'tls: failed to verify certificate: x509: certificate is valid for a.example, not b.example',
      'tls',
    ],
    ['javax.net.ssl.SSLHandshakeException: PKIX path building failed', 'tls'],
    ['GET https://shop.example/ net::ERR_CERT_DATE_INVALID', 'tls'],
    ...(
      [
        '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1000)',
        'curl: (60) SSL certificate problem: unable to get local issuer certificate',
        'curl: (35) OpenSSL/3.0.15: error:0A00010B:SSL routines::wrong version number',
        'curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to shop.example:443',
        "fatal: unable to access 'https://git.example/a.git/': gnutls_handshake() failed: Error in the pull function.",
        'write EPROTO 00A8:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:rec_layer_s3.c:1605:SSL alert number 70',
        'Error: Client network socket disconnected before secure TLS connection was established',
        'Get "https://registry.example/v2/": x509: certificate signed by unknown authority',
        'Get "https://registry.example/v2/": http: server gave HTTP response to HTTPS client',
        'net/http: TLS handshake timeout',
        'remote error: tls: unrecognized name',
        'javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure',
        'javax.net.ssl.SSLException: Unsupported or unrecognized SSL message',
        'System.Security.Authentication.AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot',
        'invalid peer certificate: UnknownIssuer',
        'GET https://shop.example/ net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
        'GET https://shop.example/ net::ERR_CERT_AUTHORITY_INVALID',
        'Error code: SSL_ERROR_RX_RECORD_TOO_LONG',
        'Error code: MOZILLA_PKIX_ERROR_MITM_DETECTED',
        'Error Domain=NSURLErrorDomain Code=-1202 "The certificate for this server is invalid."',
        '400 The plain HTTP request was sent to HTTPS port',
        'schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325)',
      ] as const
    ).map((text): [string, string] => [text, 'tls']),
    ['Error: socket hang up', 'lost'],
    ['curl: (56) Recv failure: Connection reset by peer', 'lost'],
    ["('Connection aborted.', RemoteDisconnected('Remote end closed connection'))", 'lost'],
    ['GET http://shop.example/ net::ERR_EMPTY_RESPONSE', 'lost'],
    ['java.net.ConnectException: Connection refused', 'refused'],
    ['java.net.SocketTimeoutException: Connect timed out', 'timeout'],
    ['java.net.NoRouteToHostException: No route to host', 'unreachable'],
    ['java.net.BindException: Cannot assign requested address', 'unavailable'],
    ['GET http://shop.example:8080/ net::ERR_CONNECTION_REFUSED', 'refused'],
    [
      "WebSocket connection to 'ws://shop.example:80/' failed: Error during WebSocket handshake: Unexpected response code: 404",
      'protocol',
    ],
    [
      "WebSocket connection to 'ws://shop.example:80/' failed: Error during WebSocket handshake: net::ERR_INVALID_HTTP_RESPONSE",
      'protocol',
    ],
  ])('%s', (text, family) => {
    expect(familiesOf(text)).toEqual([family]);
  });

  test('a status leads to its causes, likeliest first', () => {
    const first = (status: number) =>
      explain(`Unexpected response code: ${status}`, signs)?.candidates[0]?.cause;
    expect([first(200), first(426)]).toEqual(['websocket-to-http', 'upgrade-stripped']);
  });

  test.each(['', 'all is well', 'port 8080', 'undefined is not a function'])(
    '%j is not known',
    (text) => {
      expect(explain(text, signs)).toBeUndefined();
    },
  );
});

test('commands name the host and the port of the message', () => {
  const looks = explain('connect ECONNREFUSED 10.0.0.7:8080', signs)?.candidates.flatMap(
    ({ look }) => look.map(({ run }) => run),
  );
  expect(looks).toContain("ss -ltn 'sport = :8080'");
  expect(looks).toContain('nmap -Pn 10.0.0.7');
  expect(looks?.join('\n')).not.toMatch(/SERVER|PORT/);
});

test('a family names each cause once', () => {
  for (const { name, suspects } of families) {
    const named = suspects.map(({ cause }) => cause);
    expect(new Set(named).size, name).toBe(named.length);
  }
});

describe('a long text comes to an end, whatever it is made of', () => {
  const known = signs.map(({ template }) => template.replaceAll(/[<>]/g, '')).join(' ');
  const shapes = ['a', ' ', 'a.', 'a-', '0123456789abcdef', '(a', '|', '/', 'to server a.b ('];
  // Where a search takes the square of the length, each of these takes hours.
  test.each([...shapes, 'http://a:1/', 'a|b|'])('%j', (shape) => {
    const text = shape.repeat(1_000_000 / shape.length);
    expect(explain(text, signs)).toBeUndefined();
    expect(explain(`connect ECONNREFUSED 10.0.0.7:8080 ${text}`, signs)).toBeDefined();
    expect(explain(`${known} ${text}`, signs)).toBeDefined();
  });
});
