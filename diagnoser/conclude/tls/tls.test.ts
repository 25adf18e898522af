import { expect, test } from 'vitest';
import type { Facts } from '../../observe/facts.ts';
import { factsWith } from '../sample-facts.ts';
import { causes } from './index.ts';

type Shown = NonNullable<Facts['certificate']>;

/** Candidates for a certificate with these properties. */
const left = (told: Partial<Omit<Shown, 'shown'>>, fits = true): string[] => {
  const trust = told.trust ?? 'known';
  const shown = { fits, isTrusted: trust === 'known' };
  const certificate = { time: 'within', isClockInDoubt: false, ...told, trust, shown } as Shown;
  const facts = factsWith({ certificate });
  return causes.flatMap(({ cause, judge }) => {
    const marks = judge(facts).filter((mark) => mark !== undefined);
    return marks.length > 0 && marks.every(({ speaks }) => speaks === 'for') ? [cause] : [];
  });
};

test.each<[string[], Parameters<typeof left>[0]]>([
  [['certificate-expired'], { time: 'after' }],
  [['certificate-expired'], { time: 'after', byServer: 'after' }],
  [
    ['certificate-expired', 'client-clock-wrong'],
    { time: 'after', byServer: 'within', isClockInDoubt: true },
  ],
  [[], { time: 'after', byServer: undefined, isClockInDoubt: true }],
  [['certificate-not-yet-valid', 'client-clock-wrong'], { time: 'before' }],
  [['certificate-not-yet-valid'], { time: 'before', byServer: 'before' }],
  [['client-clock-wrong'], { time: 'before', byServer: 'within', isClockInDoubt: true }],
  [['client-clock-wrong'], { time: 'before', byServer: undefined, isClockInDoubt: true }],
  [['certificate-expired'], { time: 'after', trust: 'itself' }],
  [['certificate-untrusted'], { trust: 'itself' }],
  [['certificate-untrusted'], { trust: 'stranger' }],
  [['certificate-untrusted', 'chain-incomplete'], { trust: 'nothing' }],
  [[], {}],
])('%j is left of %j', (expected, told) => {
  expect(left(told)).toEqual(expected);
  const isReached = (told.time ?? 'within') === 'within' && (told.trust ?? 'known') === 'known';
  expect(left(told, false)).toEqual(isReached ? ['certificate-wrong-name'] : expected);
});

type HelloFacts = NonNullable<Facts['hello']>;
type First = Partial<HelloFacts['first']>;

/** Candidates where TLS failed, with this answer to the ClientHello. */
const leftOf = (
  first: First,
  more: Partial<Omit<HelloFacts, 'first'>> = {},
  facts: Partial<Facts> = {},
): string[] => {
  const handshake = { asked: 'tls', port: 443, answer: 'failed', afterMs: 1 } as const;
  const speaksTls = first.answer === 'hello' || more.isByName === true;
  const hello = {
    ...{ first: { port: 443, afterMs: 1, ...first }, isByName: false, speaksTls },
    ...{ asksCertificate: false, nameless: undefined, plain: undefined, ...more },
  } as HelloFacts;
  const known = factsWith({ handshake, hello, ...facts });
  return causes.flatMap(({ cause, judge }) => {
    const marks = judge(known).filter((mark) => mark !== undefined);
    return marks.length > 0 && marks.every(({ speaks }) => speaks === 'for') ? [cause] : [];
  });
};
const byName = { isByName: true };
const failing = (alert: number): Partial<Facts> => ({
  handshake: { asked: 'tls', port: 443, answer: 'failed', afterMs: 1, alert },
});
const { evidence } = factsWith({});
const asksByName: Partial<Facts> = {
  evidence: { ...evidence, target: { ...evidence.target, host: 'shop.test' } },
};
const noTls: Partial<Facts> = {
  handshake: { ...failing(0).handshake!, code: 'ERR_SSL_WRONG_VERSION_NUMBER' },
};
const lostInSilence: Partial<Facts> = {
  handshake: { asked: 'tls', port: 443, answer: 'silence', afterMs: 1500 },
  sizes: { shortPasses: true, lost: 'question' },
  ...{ speech: 'nothing', reply: 'accepted' },
};
const plain = { port: 443, asked: 'http', answer: 'http', status: 200, afterMs: 1 } as const;

test.each<[string[], First, Partial<Omit<HelloFacts, 'first'>>, Partial<Facts>]>([
  [['version-too-old'], { answer: 'hello', version: 'TLSv1.1' }, {}, failing(70)],
  [['version-too-old'], { answer: 'hello', version: 'TLSv1' }, {}, {}],
  [['version-too-old'], { answer: 'alert', alert: 70 }, {}, failing(70)],
  [['no-shared-cipher'], { answer: 'alert', alert: 40 }, {}, failing(40)],
  [['no-shared-cipher'], { answer: 'hello', version: 'TLSv1.2' }, {}, failing(40)],
  [
    ['client-certificate-required'],
    { answer: 'hello', version: 'TLSv1.2' },
    { asksCertificate: true },
    { ...failing(40), speech: 'certificate-wanted' },
  ],
  [[], { answer: 'hello', version: 'TLSv1.3' }, {}, failing(80)],
  [['plain-server'], { answer: 'other-bytes' }, {}, {}],
  [['plain-server'], { answer: 'closed' }, { plain }, {}],
  [[], { answer: 'closed' }, { plain: { ...plain, answer: 'closed' } }, {}],
  [['plain-server'], { answer: 'closed' }, {}, noTls],
  [['version-too-old'], { answer: 'hello', version: 'TLSv1' }, {}, noTls],
  [[], { answer: 'silence' }, {}, {}],
  [['name-refused'], { answer: 'alert', alert: 112 }, {}, failing(112)],
  [['name-refused'], { answer: 'alert', alert: 80 }, {}, { ...failing(80), ...asksByName }],
  // Without a key share TLS 1.3 does not get so far (HelloRetryRequest).
  [
    ['name-refused'],
    { answer: 'hello', version: 'TLSv1.3' },
    {},
    { ...failing(80), ...asksByName },
  ],
  [[], { answer: 'hello', version: 'TLSv1.3' }, {}, failing(80)],
  [
    [],
    { answer: 'hello', version: 'TLSv1.2' },
    { asksCertificate: true },
    { ...failing(80), ...asksByName },
  ],
  [['name-refused'], { answer: 'alert', alert: 40 }, byName, failing(40)],
  [['name-refused', 'name-blocked'], { answer: 'reset' }, byName, {}],
  [['name-blocked'], { answer: 'reset' }, byName, { resets: 0 }],
  [['name-refused'], { answer: 'reset' }, byName, { resets: 1 }],
  [['name-refused', 'name-blocked'], { answer: 'silence' }, byName, { resets: 0 }],
  [['name-refused', 'name-blocked'], { answer: 'silence' }, byName, lostInSilence],
  [['mtu-black-hole'], { answer: 'hello', version: 'TLSv1.3' }, {}, lostInSilence],
])('%j is left of %j with %j', (expected, first, more, facts) => {
  expect(leftOf(first, more, facts)).toEqual(expected);
});
