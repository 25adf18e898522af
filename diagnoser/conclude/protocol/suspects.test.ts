import { expect, test } from 'vitest';
import type { Evidence, Handshake, Retry } from '../../evidence.ts';
import { conclude } from '../index.ts';

const evidence = (
  scheme: 'ws' | 'http' | 'tcp',
  first: Partial<Handshake>,
  more = {},
): Evidence => {
  const asked = ({ ws: 'websocket', http: 'http', tcp: 'nothing' } as const)[scheme];
  const handshake: Handshake = { asked, port: 8080, answer: 'http', afterMs: 1, ...first };
  const { answer, status = 0 } = handshake;
  const code = answer === 'silence' ? 'silence' : status === 0 ? 'ECONNRESET' : `HTTP ${status}`;
  return {
    version: 1,
    vantage: 'client',
    target: { url: `${scheme}://10.0.0.2:8080/`, scheme, host: '10.0.0.2', port: 8080, path: '/' },
    symptom: { stage: 'upgrade', code, message: '', afterMs: 1 },
    attempts: [
      { address: '10.0.0.2', port: 8080, code: 'connected', message: '', local: false, afterMs: 1 },
    ],
    ...{ handshakes: [handshake], signs: [], neighbours: [] },
    ...more,
  };
};

const again = (otherwise: Retry['otherwise'], said: Partial<Handshake>, as?: string): Retry => ({
  otherwise,
  ...(as === undefined ? {} : { as }),
  handshake: { asked: 'websocket', port: 8080, answer: 'http', afterMs: 1, ...said },
});
const accepted = { status: 101, accepted: true };
const nginx = { headers: { server: 'nginx' } };
const balancer = 'No server is available to handle this request.';

const table: [
  scheme: 'ws' | 'http' | 'tcp',
  first: Partial<Handshake>,
  retries: Retry[],
  causes: string[],
][] = [
  ['ws', { status: 426, ...nginx }, [], ['upgrade-stripped']],
  ['ws', { status: 502, ...nginx }, [], ['bad-gateway', 'upstream-closes']],
  [
    'http',
    {
      status: 502,
      firstBytes: 'The proxy server received an invalid\nresponse from an upstream server',
    },
    [],
    ['upstream-closes'],
  ],
  ['http', { status: 503, firstBytes: balancer }, [], ['no-server-available', 'bad-gateway']],
  [
    'http',
    { status: 503, headers: { server: 'awselb/2.0' } },
    [],
    ['no-server-available', 'bad-gateway'],
  ],
  ['http', { status: 503, ...nginx }, [], ['service-failing']],
  [
    'http',
    {
      ...{ status: 503, headers: { server: 'lighttpd/1.4.69' } },
      firstBytes: '<body>\n  <h1>503 Service Unavailable</h1>\n </body>',
    },
    [],
    ['no-server-available', 'bad-gateway'],
  ],
  [
    'http',
    { status: 503, firstBytes: '<body>\n    <h1>Error 503 Backend fetch failed</h1>\n' },
    [],
    ['bad-gateway', 'gateway-timeout', 'no-server-available', 'upstream-closes'],
  ],
  [
    'http',
    { status: 503, headers: { 'x-squid-error': 'ERR_CONNECT_FAIL 111' } },
    [],
    ['bad-gateway'],
  ],
  [
    'http',
    { status: 502, headers: { 'x-squid-error': 'ERR_ZERO_SIZE_OBJECT 0' } },
    [],
    ['upstream-closes'],
  ],
  ['http', { status: 504 }, [], ['gateway-timeout']],
  ['http', { status: 500 }, [], ['service-failing']],
  ['ws', { status: 521 }, [], ['edge-cannot-reach-origin']],
  ['http', { status: 511 }, [], ['captive-portal']],
  ['http', { status: 421 }, [], ['host-not-served']],
  [
    ...(['http', { status: 404 }] as const),
    [again('host', { asked: 'http', status: 200 }, 'a.test')],
    ['host-not-served'],
  ],
  ['http', { status: 403, firstBytes: 'Blocked request. This host' }, [], ['host-not-served']],
  [
    'http',
    { status: 400 },
    [again('silence', { answer: 'other-bytes', firstBytes: 'HTTP/1.1 400 Bad Request\r\n' })],
    ['proxy-protocol-unexpected'],
  ],
  ['ws', { status: 301 }, [], ['redirected']],
  ['ws', { status: 301 }, [again('host', accepted, 'a.test')], ['host-not-served']],
  ['ws', { status: 401, headers: { 'www-authenticate': 'Bearer' } }, [], ['token-required']],
  ['ws', { status: 401 }, [], ['token-required', 'origin-refused']],
  [
    'ws',
    { status: 403 },
    [again('origin', { status: 403 }, 'http://a')],
    ['token-required', 'origin-refused'],
  ],
  ['ws', { status: 403 }, [again('origin', accepted, 'http://a')], ['origin-refused']],
  ...[
    '<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx</center>',
    "<p>You don't have permission to access this resource.</p>",
    'Request forbidden by administrative rules.',
  ].map((firstBytes): (typeof table)[number] => [
    'ws',
    { status: 403, firstBytes },
    [],
    ['source-not-allowed', 'token-required', 'origin-refused', 'websocket-to-http'],
  ]),
  ...[
    { firstBytes: '<center><h1>400 Bad Request</h1></center>\r\n<hr><center>nginx</center>' },
    { firstBytes: 'Your browser sent a request that this server could not understand.' },
    { firstBytes: '', headers: { connection: 'close' } },
  ].map((more): (typeof table)[number] => [
    'ws',
    { status: 400, ...more },
    [],
    [
      ...['proxy-protocol-unexpected', 'wrong-path', 'subprotocol-missing'],
      ...['origin-refused', 'token-required'],
    ],
  ]),
  [
    'ws',
    { status: 400, firstBytes: '', headers: { connection: 'close', 'content-length': '0' } },
    [],
    ['wrong-path', 'subprotocol-missing', 'origin-refused', 'token-required'],
  ],
  [
    'ws',
    { status: 400, firstBytes: '{"code":0,"message":"Transport unknown"}' },
    [],
    ['socket-io-without-query'],
  ],
  ['ws', { status: 400, firstBytes: 'missing subprotocol' }, [], ['subprotocol-missing']],
  ['ws', { status: 400 }, [again('subprotocol', accepted)], ['subprotocol-missing']],
  ['ws', { status: 404 }, [again('path', accepted, '/ws')], ['wrong-path']],
  [
    'ws',
    { status: 404 },
    [again('path', accepted, '/socket.io/?EIO=4')],
    ['socket-io-without-query'],
  ],
  [
    'ws',
    { status: 404 },
    [again('path', { status: 404 }, '/ws')],
    ['websocket-to-http', 'wrong-path'],
  ],
  [
    'ws',
    { status: 404, ...nginx },
    [],
    ['websocket-to-http', 'upgrade-stripped', 'wrong-path', 'host-not-served'],
  ],
  ['ws', { status: 200 }, [], ['websocket-to-http']],
  ['ws', { answer: 'silence' }, [], ['server-stopped', 'server-stalled']],
  ['http', { answer: 'closed' }, [], ['closed-after-accept']],
  [
    'http',
    { answer: 'failed', code: 'ECONNRESET' },
    [],
    ['reset-after-accept', 'closed-after-accept'],
  ],
  [
    'http',
    { answer: 'failed', code: 'ECONNRESET' },
    [again('silence', { answer: 'closed' })],
    ['closed-after-accept'],
  ],
  [
    'http',
    { answer: 'failed', code: 'ECONNRESET' },
    [again('silence', { answer: 'failed' })],
    ['reset-after-accept'],
  ],
  [
    'http',
    { answer: 'closed' },
    [again('proxy-header', { status: 404 })],
    ['proxy-protocol-expected'],
  ],
  ['http', { answer: 'closed' }, [again('proxy-header', { status: 400 })], ['closed-after-accept']],
  [
    'http',
    { answer: 'closed' },
    [again('http2', { answer: 'other-bytes', firstBytes: '\0\0\x06\x04\0\0\0\0\0' })],
    ['http2-only'],
  ],
  [
    'http',
    { answer: 'closed' },
    [again('postgresql', { answer: 'other-bytes', firstBytes: 'N' })],
    ['another-program'],
  ],
  [
    'ws',
    { answer: 'closed' },
    [again('redis', { answer: 'other-bytes', firstBytes: '+PONG\r\n' })],
    ['websocket-to-raw-tcp'],
  ],
  [
    'ws',
    { answer: 'failed', code: 'ECONNRESET' },
    [again('mqtt', { answer: 'other-bytes', firstBytes: '\x20\x02\0\0' })],
    ['websocket-to-raw-tcp'],
  ],
  [
    'http',
    { answer: 'closed' },
    [again('mqtt', { answer: 'other-bytes', firstBytes: '\x15\x03\x03' })],
    ['closed-after-accept'],
  ],
  ['http', { answer: 'other-bytes', firstBytes: 'SSH-2.0-x\r\n' }, [], ['another-program']],
  ['http', { answer: 'other-bytes', firstBytes: '\0\0\x12\x04\0\0\0\0\0' }, [], ['http2-only']],
  ['tcp', { answer: 'closed' }, [], ['closed-after-accept']],
  ['tcp', { answer: 'failed', code: 'ECONNRESET' }, [], ['reset-after-accept']],
  [
    'tcp',
    { answer: 'other-bytes', firstBytes: 'hello\r\n', ended: true },
    [],
    ['closed-after-accept'],
  ],
  [
    'tcp',
    { answer: 'other-bytes', firstBytes: '-ERR max number of clients reached\r\n', ended: true },
    [],
    ['server-full'],
  ],
  ...(
    [
      '-DENIED Redis is running in protected mode because protected mode is enabled\r\n',
      "D\0\0\0\xffj\x04Host '10.0.0.7' is not allowed to connect to this MariaDB server",
      "o\0\0\0\xffi\x04Host '10.0.0.7' is blocked because of many connection errors",
      'E\0\0\0\x80SFATAL\0VFATAL\0C28000\0Mno pg_hba.conf entry for host "10.0.0.9"',
      'Not allowed at this time\r\n',
      '554 5.7.1 Client host rejected: Access denied\r\n',
    ] as const
  ).map((firstBytes): (typeof table)[number] => [
    'tcp',
    { answer: 'other-bytes', firstBytes, ended: true },
    [],
    ['source-not-allowed'],
  ]),
];

test.each(table)('%s: %j, and %j: %j', async (scheme, first, retries, causes) => {
  const given = evidence(scheme, first, retries.length === 0 ? {} : { retries });
  const { candidates } = await conclude(given);
  expect(candidates.toSorted()).toEqual(causes.toSorted());
});

test.each<[string, Partial<Handshake>, string]>([
  ['http', { status: 200 }, 'connected'],
  ['http', { status: 301 }, 'HTTP 301'],
  ['http', { status: 404, ...nginx }, 'connected'],
  ['tcp', { answer: 'silence' }, 'connected'],
  ['tcp', { answer: 'other-bytes', firstBytes: '220 ready\r\n' }, 'connected'],
])('%s: %j of the service itself is well', async (scheme, first, code) => {
  const given = evidence(scheme as 'http', first);
  const { status } = await conclude({ ...given, symptom: { ...given.symptom, code } });
  expect(status).toBe('healthy');
});

test.each<[string, Partial<Handshake>, string]>([
  ['ws', accepted, 'HTTP 502'],
  ['http', { status: 200 }, 'HTTP 502'],
  ['tcp', { answer: 'silence' }, 'ECONNRESET'],
])(
  '%s: what is answered now, and was not when the plain client tried, is not well',
  async (scheme, first, code) => {
    const given = evidence(scheme as 'http', first);
    const { status, evidence: said = [] } = await conclude({
      ...given,
      symptom: { ...given.symptom, code },
    });
    expect(status).toBe('cannot-tell');
    expect(said.map(({ observed }) => observed).join(' ')).toContain('it comes and goes');
  },
);

test.each<[port: number, afterMs: number, status: string, causes: string[]]>([
  [22, 1500, 'diagnosed', ['server-stalled', 'server-stopped']],
  [3306, 1500, 'diagnosed', ['server-stalled', 'server-stopped']],
  [22, 400, 'healthy', []],
  [25, 1500, 'cannot-tell', []],
  [6379, 1500, 'healthy', []],
])('no greeting on port %i in %i ms is %s: %j', async (port, afterMs, status, causes) => {
  const given = evidence('tcp', { answer: 'silence', afterMs, port });
  const symptom = { ...given.symptom, code: 'connected' };
  const said = await conclude({ ...given, target: { ...given.target, port }, symptom });
  expect(said.status).toBe(status);
  expect(said.candidates.toSorted()).toEqual(causes);
  expect(JSON.stringify(said.evidence)).not.toContain('the state has changed');
});

test('a server of HTTP on the port of another protocol owes no greeting', async () => {
  const given = evidence('tcp', {
    ...{ answer: 'silence', afterMs: 1500, port: 22 },
    answersHttp: true,
  });
  const symptom = { ...given.symptom, code: 'connected' };
  expect((await conclude({ ...given, symptom })).status).toBe('healthy');
});

test.each<[number | undefined, number, string[]]>([
  [61, 1500, []],
  [61, 400, ['server-stalled', 'server-stopped']],
  [1700, 1500, ['server-stalled', 'server-stopped']],
  [undefined, 1500, ['server-stalled', 'server-stopped']],
])(
  'of a request %j bytes are not acknowledged after %i ms: %j',
  async (unacknowledged, afterMs, causes) => {
    for (const scheme of ['http', 'ws'] as const) {
      const silent = { answer: 'silence', afterMs } as const;
      const { candidates, remedy } = await conclude(
        evidence(scheme, {
          ...silent,
          ...(unacknowledged === undefined ? {} : { unacknowledged }),
        }),
      );
      expect(candidates.toSorted()).toEqual(causes);
      expect(remedy?.text.includes('no machine acknowledged')).toBe(causes.length === 0);
    }
  },
);

test('a request that is discarded for its words is no matter of sizes', async () => {
  const retries = [again('head', { asked: 'http', status: 200 })];
  const losses = { repeated: 3, behindGap: 0 };
  const silent = { answer: 'silence', afterMs: 1500, losses } as const;
  const short = await conclude(evidence('http', { ...silent, unacknowledged: 61 }, { retries }));
  expect(short.candidates).toEqual([]);
  const long = await conclude(evidence('http', { ...silent, unacknowledged: 1700 }, { retries }));
  expect(long.candidates).toEqual(['mtu-black-hole']);
});

test('what the parser of the plain client refuses is malformed, and nothing has changed', async () => {
  const given = evidence('http', { status: 200 });
  const { evidence: said, status } = await conclude({
    ...given,
    symptom: { ...given.symptom, code: 'HPE_CR_EXPECTED' },
  });
  expect(status).toBe('cannot-tell');
  expect(JSON.stringify(said)).toContain('the answer is malformed');
  expect(JSON.stringify(said)).not.toContain('the state has changed');
});

test('what a server says before it closes is told', async () => {
  const firstBytes = 'The moon is in the wrong phase for this host\r\n';
  const said = evidence('tcp', { answer: 'other-bytes', firstBytes, ended: true });
  const { candidates, remedy } = await conclude(said);
  expect(candidates).toEqual(['closed-after-accept']);
  expect(remedy?.text).toContain('The moon is in the wrong phase for this host');
  const silent = await conclude(evidence('tcp', { answer: 'closed' }));
  expect(silent.remedy?.text).toContain('closes without a word');
});

test.each([
  ['-DENIED Redis is running in protected mode because', 'requirepass'],
  ["D\0\0\0\xffj\x04Host '10.0.0.7' is not allowed to connect to this", 'CREATE USER'],
  ["o\0\0\0\xffi\x04Host 'a' is blocked because of many connection errors", 'FLUSH HOSTS'],
  ['E\0\0\0\x80SFATAL\0C28000\0Mno pg_hba.conf entry for host "10.0.0.9"', 'add a line'],
  ['Not allowed at this time\r\n', 'PerSourcePenalties'],
  ['554 5.7.1 Client host rejected: Access denied\r\n', 'See in its configuration'],
])('by %j the service is named whose list it is', async (firstBytes, how) => {
  const said = evidence('tcp', { answer: 'other-bytes', firstBytes, ended: true });
  const { remedy } = await conclude(said);
  expect(remedy).toMatchObject({ action: 'admit-client', commands: [expect.any(String)] });
  expect(remedy?.text).toContain(how);
});

test('a server that closes on a request and says who it is to a message of TLS is known', async () => {
  const given = evidence(
    'http',
    { answer: 'closed' },
    { hellos: [{ port: 8080, answer: 'other-bytes', afterMs: 1, firstBytes: 'ERROR\r\n' }] },
  );
  expect((await conclude(given)).candidates).toEqual(['another-program']);
});

test.each([
  [true, ['server-stalled', 'mtu-black-hole']],
  [false, []],
])('content that does not come to its end, stuck: %s', async (isStuck, causes) => {
  const {
    candidates,
    evidence: said,
    status,
  } = await conclude(
    evidence(
      'http',
      { status: 200 },
      {
        content: { promised: 900, received: 9, end: 'silence', afterMs: 1500, isStuck },
        symptom: { stage: 'exchange', code: 'silence', message: '', afterMs: 1500 },
      },
    ),
  );
  expect(candidates).toEqual(causes);
  expect(status).toBe(isStuck ? 'diagnosed' : 'healthy');
  expect(JSON.stringify(said)).not.toContain('the state has changed');
});

test.each([
  ['silence', true],
  ['closed', false],
] as const)(
  'left alone, a connection ends with %s: another protocol is thought of: %s',
  async (answer, isSaid) => {
    const retries = [again('silence', { answer })];
    const { candidates, remedy } = await conclude(
      evidence('http', { answer: 'closed' }, { retries }),
    );
    expect(candidates).toEqual(['closed-after-accept']);
    expect(remedy?.text.includes('of another protocol')).toBe(isSaid);
  },
);

test.each(['ws', 'http'] as const)(
  'an answer to %s that leads to the own gateway is of the network',
  async (scheme) => {
    const ledToGateway = { host: 'login.test', gateway: '10.0.0.1' };
    const headers = { location: 'http://login.test/' };
    const symptom = { stage: 'exchange', code: 'connected', message: '', afterMs: 1 };
    const given = evidence(scheme, { status: 302, headers }, { ledToGateway, symptom });
    const { candidates, evidence: said } = await conclude(given);
    expect(candidates).toEqual(['captive-portal']);
    expect(JSON.stringify(said)).not.toContain('the state has changed');
  },
);

test('a process that is stopped has the silent connections of a port that another answers on', async () => {
  const listener = {
    ...{ address: '0.0.0.0', family: 'ipv4' as const, port: 8080, queued: 3, backlog: 9 },
    ...{ process: 'nginx', pid: 7, pids: [7, 8] },
  };
  const before = {
    ...{ takenAtMs: 0, root: true, addresses: [], routes: [], listeners: [listener], firewall: [] },
    ...{ counters: {}, sysctls: {}, sockets: {}, markers: {}, missing: [] },
    processes: [{ pid: 8, state: 'T', command: 'nginx' }],
  };
  const { candidates, remedy } = await conclude(
    evidence(
      'http',
      { answer: 'silence' },
      {
        retries: [again('head', { asked: 'http', status: 200 })],
        server: { protocol: 1, before, attempts: 0 },
      },
    ),
  );
  expect(candidates).toEqual(['server-stopped']);
  expect(remedy?.commands).toEqual(['kill -CONT 8']);
});
