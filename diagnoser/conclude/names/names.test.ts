import { expect, test } from 'vitest';
import type { Names } from '../../evidence.ts';
import type { Facts } from '../../observe/facts.ts';
import { conclude } from '../index.ts';
import { privateIpOtherLan, withinReach } from '../unreachable/private-ip-other-lan.ts';
import type { CauseFile } from '../cause-file.ts';
import { factsWith, marksOf } from '../sample-facts.ts';
import { onRightHost, whereItShouldBe, wrongHost } from '../wrong-host.ts';
import { cdnInPath } from './cdn-in-path.ts';
import { dnsWrongServer } from './dns-wrong-server.ts';
import { hostsFileOverride } from './hosts-file-override.ts';
import { mayBeElsewhere, misled, notMisled } from './misled.ts';
import { causes as withoutAddress } from './no-address.ts';

const meaning = (
  elsewhere: boolean | undefined,
  meant?: string[],
  nameIsRight?: boolean,
): Partial<Facts> => ({ intended: { elsewhere, meant, nameIsRight } });
const there = ['10.0.0.9'];
const nothingCame: Partial<Facts> = { arrival: { received: 0, swallowed: 0 } };
const came: Partial<Facts> = { arrival: { received: 2, swallowed: 2 } };
const web = (sign?: string, serves?: number): Partial<Facts> => ({
  web: { sign, carries: [80, 443], serves },
});
const known = (source: 'dns' | 'hosts-file' | undefined, disputed?: boolean): Partial<Facts> => ({
  names: { source, disputed, contradicted: false, ownResolver: false, failures: [] },
});
const byName = ({ evidence } = factsWith({}), more = {}): Partial<Facts> => ({
  evidence: { ...evidence, target: { ...evidence.target, host: 'chat.test' }, ...more },
});

/** A cause with only this `judge`. */
const lone = (judge: CauseFile['judge']): CauseFile => ({ ...wrongHost, judge });
const nothing = lone(() => []);

const elsewhere = lone(mayBeElsewhere);
const astray = lone(misled);
const ofTheMeant = onRightHost([nothing])[0]!;
const inPlace = whereItShouldBe([nothing])[0]!;
const past = notMisled([nothing])[0]!;
const reached = withinReach([nothing])[0]!;
const beyond: Partial<Facts> = { route: { kind: 'default', outOfReach: true } };

const table: [what: string, cause: CauseFile, parts: Partial<Facts>, marks: string[]][] = [
  ['elsewhere', elsewhere, meaning(false), []],
  ['elsewhere', elsewhere, { ...meaning(false), resets: 1 }, []],
  ...(['reset', 'icmp', 'refused', 'silence'] as const).map((reply): (typeof table)[number] => [
    ...(['elsewhere', elsewhere, { ...meaning(undefined), reply }] as const),
    ['+reply'],
  ]),
  ...(['accepted', 'no-port', 'no-address', 'no-route', 'other'] as const).map(
    (reply): (typeof table)[number] => [
      'elsewhere',
      elsewhere,
      { ...meaning(undefined), reply },
      [],
    ],
  ),
  ...(['accepted', 'no-port', 'no-address'] as const).map((reply): (typeof table)[number] => [
    ...(['elsewhere', elsewhere, { ...meaning(true, there), reply }] as const),
    ['+intended'],
  ]),
  ['elsewhere', elsewhere, { ...meaning(true, there), reply: 'other' }, ['+reply', '+intended']],
  ['elsewhere', elsewhere, meaning(true), ['+reply', '+ownAddress']],
  [
    ...(['elsewhere', elsewhere, { ...meaning(true), ...nothingCame }] as const),
    ['+reply', '+ownAddress', '+arrival'],
  ],
  ['elsewhere', elsewhere, { ...meaning(true), ...came }, ['+reply', '+ownAddress']],
  ['elsewhere', elsewhere, { ...meaning(undefined), ...came }, ['+reply', '-arrival']],
  ['elsewhere', elsewhere, { ...meaning(undefined), ...nothingCame }, ['+reply']],
  ['elsewhere', elsewhere, { ...meaning(undefined), resets: 1 }, ['+reply', '-resets']],
  ['misled', astray, meaning(false, there, false), []],
  ['misled', astray, meaning(undefined, undefined, false), ['+reply', '-intended']],
  ['misled', astray, meaning(undefined, undefined, true), ['+reply']],
  ['on the right host', ofTheMeant, meaning(true), ['-ownAddress']],
  ['on the right host', ofTheMeant, meaning(true, there), ['-intended']],
  ['on the right host', ofTheMeant, meaning(false, there), []],
  ['where it should be', inPlace, { ...meaning(true, there), ...byName() }, ['-intended']],
  ['where it should be', inPlace, meaning(true, there), []],
  ['where it should be', inPlace, { ...meaning(true), ...byName() }, []],
  ['where it should be', inPlace, { ...meaning(undefined, there), ...byName() }, []],
  ['not misled', past, { ...meaning(true), ...web('via: a') }, ['-web']],
  ['not misled', past, { ...meaning(undefined), ...web('via: a') }, []],
  ['not misled', past, { ...meaning(true), ...web() }, []],
  ['not misled', past, meaning(true), []],
  ['within reach', reached, { ...beyond, ...meaning(true, there) }, ['-route']],
  ['within reach', reached, { ...beyond, ...meaning(false, ['10.0.0.2']) }, []],
  ['within reach', reached, { ...beyond, ...meaning(undefined) }, []],
  ['within reach', reached, meaning(true, there), []],
  ['private-ip-other-lan', privateIpOtherLan, meaning(true, there), []],
  ['private-ip-other-lan', privateIpOtherLan, beyond, ['+reply', '+route']],
  [
    ...(['private-ip-other-lan', privateIpOtherLan] as const),
    { ...beyond, reply: 'no-route', ...meaning(true, there) },
    ['+reply', '+route', '+intended'],
  ],
  [
    ...(['private-ip-other-lan', privateIpOtherLan] as const),
    { route: { kind: 'on-link', outOfReach: false }, reply: 'other', ownAddress: false, ...came },
    ['-route', '-arrival', '-ownAddress'],
  ],
  ['cdn-in-path', cdnInPath, meaning(true), []],
  ['cdn-in-path', cdnInPath, { ...meaning(true), ...web() }, []],
  ['cdn-in-path', cdnInPath, { ...meaning(false), ...web('via: a') }, []],
  ['cdn-in-path', cdnInPath, { ...meaning(undefined), ...web('via: a') }, ['+reply', '+web']],
  ['dns-wrong-server', dnsWrongServer, meaning(true), []],
  ['dns-wrong-server', dnsWrongServer, { ...meaning(false), ...known('dns') }, []],
  ['dns-wrong-server', dnsWrongServer, { ...meaning(undefined), ...known('dns') }, ['+reply']],
  [
    ...(['dns-wrong-server', dnsWrongServer, { ...meaning(true), ...known('dns') }] as const),
    ['+reply', '+ownAddress', '+names'],
  ],
  [
    ...(['dns-wrong-server', dnsWrongServer] as const),
    { ...meaning(undefined), ...known(undefined), ...web('via: a') },
    ['+reply', '-names', '-web'],
  ],
  ['hosts-file-override', hostsFileOverride, meaning(true), []],
  ['hosts-file-override', hostsFileOverride, { ...meaning(true), ...known('dns') }, []],
  ['hosts-file-override', hostsFileOverride, { ...meaning(false), ...known('hosts-file') }, []],
  [
    ...(['hosts-file-override', hostsFileOverride] as const),
    { ...meaning(true), ...known('hosts-file', false) },
    [],
  ],
  [
    ...(['hosts-file-override', hostsFileOverride] as const),
    { ...meaning(undefined), ...known('hosts-file'), ...web() },
    ['+reply'],
  ],
  [
    ...(['hosts-file-override', hostsFileOverride] as const),
    { ...meaning(undefined), ...known('hosts-file', true), ...web('via: a') },
    ['+reply', '+names', '-web'],
  ],
  [
    ...(['hosts-file-override', hostsFileOverride] as const),
    { ...meaning(true, there), ...known('hosts-file') },
    ['+reply', '+intended', '+names'],
  ],
  ['wrong-host', wrongHost, { life: { alive: false } }, ['+reply', '-life']],
  ['wrong-host', wrongHost, { life: { alive: true }, ...web() }, ['+reply']],
  ['wrong-host', wrongHost, web('via: a'), ['+reply', '-web']],
  ['wrong-host', wrongHost, byName(), ['+reply', '-names']],
  ['wrong-host', wrongHost, { ...byName(), ...known('dns') }, ['+reply']],
  [
    ...(['wrong-host', wrongHost] as const),
    { ...byName(), ...known('dns'), ...meaning(undefined, undefined, true) },
    ['+reply', '-names'],
  ],
  [
    ...(['wrong-host', wrongHost] as const),
    {
      ...byName(undefined, { intendedName: 'chat.test' }),
      ...known('dns'),
      ...meaning(undefined, undefined, true),
    },
    ['+reply', '-intended'],
  ],
  [
    ...(['wrong-host', wrongHost] as const),
    { ...byName(), ...meaning(undefined, undefined, false) },
    ['+reply'],
  ],
];

test.each(table.map(([what, cause, parts, marks]) => ({ what, cause, parts, marks })))(
  '$what by $parts is $marks',
  ({ cause, parts, marks }) => {
    expect(marksOf(cause, parts)).toEqual(marks);
  },
);

test.each([
  ['name-does-not-exist', ['ENOTFOUND']],
  ['no-address', ['ENODATA']],
  ['server-failure', ['ESERVFAIL', 'EREFUSED', 'ENOTIMP', 'EFORMERR', 'EBADRESP']],
  ['resolver-silent', ['ETIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EACCES', 'EPERM']],
  ['resolver-not-listening', ['ECONNREFUSED']],
])('%s is what a resolver says by %j', (name, codes) => {
  const cause = withoutAddress.find((one) => one.cause === name)!;
  const failing = (...failures: string[]): Partial<Facts> => ({
    reply: 'no-address',
    names: {
      source: undefined,
      disputed: undefined,
      contradicted: false,
      ownResolver: false,
      failures,
    },
  });
  for (const code of codes)
    expect(marksOf(cause, failing('EOTHER', code))).toEqual(['+reply', '+names']);
  expect(marksOf(cause, failing('EOTHER'))).toEqual(['+reply', '-names']);
  expect(marksOf(cause, { reply: 'no-address' })).toEqual(['+reply']);
  expect(marksOf(cause, {})).toEqual([]);
});

test('a resolver that answers what it knows itself, and nothing else, waits for other name servers', async () => {
  const names = (lives: boolean): Names => ({
    hostsFile: [],
    answers: [
      {
        ...{ server: '10.0.0.53', addresses: [], code: 'ETIMEOUT', afterMs: 1000 },
        ...(lives ? { lives } : {}),
      },
    ],
  });
  const causes = async (lives: boolean): Promise<string[]> => {
    const { evidence } = factsWith(byName());
    const lookup = { addresses: [], code: 'silence', afterMs: 1000 };
    const given = { ...evidence, attempts: [], handshakes: [], lookup, names: names(lives) };
    return (await conclude(given)).candidates;
  };
  expect(await causes(true)).toEqual(['server-failure']);
  expect(await causes(false)).toEqual(['resolver-silent']);
});

test('where one resolver says that there is no such name, and another knows it, neither name nor zone is wrong', () => {
  const parts = (contradicted: boolean): Partial<Facts> => ({
    reply: 'no-address',
    names: {
      source: undefined,
      disputed: undefined,
      contradicted,
      ownResolver: false,
      failures: ['ENOTFOUND'],
    },
  });
  const marks = (name: string, contradicted: boolean): string[] =>
    marksOf(
      withoutAddress.find(({ cause }) => cause === name)!,
      parts(contradicted),
    );
  expect(marks('known-to-another-resolver', true)).toEqual(['+reply', '+names']);
  expect(marks('known-to-another-resolver', false)).toEqual(['+reply', '-names']);
  expect(marks('name-does-not-exist', true)).toEqual(['+reply', '+names', '-names']);
  expect(marks('name-does-not-exist', false)).toEqual(['+reply', '+names']);
});

test('a program that is told otherwise than the system has a resolver of its own', () => {
  const parts = (ownResolver: boolean): Partial<Facts> => ({
    reply: 'accepted',
    names: {
      ...{ source: 'hosts-file', disputed: undefined, contradicted: false, ownResolver },
      failures: ['ENOTFOUND'],
    },
  });
  const of = (name: string) => withoutAddress.find(({ cause }) => cause === name)!;
  expect(marksOf(of('own-resolver'), parts(true))).toEqual(['+names']);
  expect(marksOf(of('own-resolver'), parts(false))).toEqual(['-names']);
  expect(marksOf(of('name-does-not-exist'), parts(true))).toEqual(['+names', '-names']);
  expect(of('own-resolver').remedy(factsWith(parts(true))).text).toContain('from the hosts file');
});

test('a short name may miss its domain, and does where the whole name is known', () => {
  const parts = (whole?: string): Partial<Facts> => ({
    reply: 'no-address',
    names: {
      ...{ source: undefined, disputed: undefined, contradicted: false, ownResolver: false },
      failures: ['ENOTFOUND'],
    },
    searchList: { domains: [], ...(whole === undefined ? {} : { whole }) },
  });
  const of = (name: string) => withoutAddress.find(({ cause }) => cause === name)!;
  const missing = of('search-domain-missing');
  for (const whole of [undefined, '10.0.0.2.shop.test'])
    expect(marksOf(missing, parts(whole))).toEqual(['+reply', '+names', '+searchList']);
  expect(marksOf(missing, { ...parts(), searchList: undefined })).toContain('-searchList');
  expect(marksOf(of('name-does-not-exist'), parts())).toEqual(['+reply', '+names']);
  expect(marksOf(of('name-does-not-exist'), parts('10.0.0.2.shop.test'))).toContain('-searchList');
  const { commands, text } = missing.remedy(factsWith(parts('10.0.0.2.shop.test')));
  expect(text).toContain('put shop.test into the search list');
  expect(commands).toContain('getent ahosts 10.0.0.2.shop.test');
  expect(missing.remedy(factsWith(parts())).commands).toHaveLength(1);
});

test('an answer that is the address of nobody is blocked, by a resolver or by a line of the hosts file', () => {
  const blocked = withoutAddress.find(({ cause }) => cause === 'blocked-answer')!;
  const parts: Partial<Facts> = { reply: 'no-address', address: '0.0.0.0', ...known('dns') };
  expect(marksOf(blocked, parts)).toEqual(['+reply', '+names']);
  expect(marksOf(blocked, { ...parts, address: '::' })).toEqual(['+reply', '+names']);
  expect(marksOf(blocked, { ...parts, address: '127.0.0.1' })).toEqual(['+reply', '-names']);
  expect(blocked.remedy(factsWith(parts)).action).toBe('unblock-answer');
  expect(blocked.remedy(factsWith({ ...parts, ...known('hosts-file') })).action).toBe(
    'correct-hosts-file',
  );
});
