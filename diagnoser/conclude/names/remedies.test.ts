import { describe, expect, test } from 'vitest';
import type { Facts } from '../../observe/facts.ts';
import { factsWith } from '../sample-facts.ts';
import { privateIpOtherLan } from '../unreachable/private-ip-other-lan.ts';
import { wrongHost } from '../wrong-host.ts';
import { cdnInPath } from './cdn-in-path.ts';
import { dnsWrongServer } from './dns-wrong-server.ts';
import { hostsFileOverride } from './hosts-file-override.ts';
import { causes as withoutAddress } from './no-address.ts';

const meaning = (elsewhere: boolean | undefined, meant?: string[]): Partial<Facts> => ({
  intended: { elsewhere, meant, nameIsRight: undefined },
});
const there = ['10.0.0.9'];
const web = (sign?: string, serves?: number): Partial<Facts> => ({
  web: { sign, carries: [80, 443], serves },
});
const byName = ({ evidence } = factsWith({}), more = {}): Partial<Facts> => ({
  evidence: { ...evidence, target: { ...evidence.target, host: 'chat.test' }, ...more },
});

describe('the remedy', () => {
  const target = { url: '', scheme: 'ws', host: 'chat.test', port: 8080, path: '/a' } as const;
  const { evidence } = factsWith({});

  test.each([
    [web('via: a', 443), 'port 443, on which it carries the service: wss://chat.test/a;'],
    [web('via: a', 80), 'port 80, on which it carries the service: ws://chat.test/a;'],
    [web('via: a'), 'a port that it carries (here 80 and 443);'],
  ])('past an accelerator by %j names %s', (parts, expected) => {
    const facts = factsWith({ evidence: { ...evidence, target }, ...parts });
    expect(cdnInPath.remedy(facts).text).toContain(expected);
    expect(cdnInPath.remedy(facts).text).toContain('leads to the server, past');
    const right = factsWith({ ...facts, ...meaning(true, there) });
    expect(cdnInPath.remedy(right).text).toContain('leads to the server (10.0.0.9), past');
  });

  test('past an accelerator on the web keeps to the web', () => {
    const https = { ...target, scheme: 'http', host: 'fd77::3' } as const;
    const facts = factsWith({ evidence: { ...evidence, target: https }, ...web('via: a', 443) });
    expect(cdnInPath.remedy(facts).text).toContain(' https://[fd77::3]/a;');
  });

  const answering = (...answers: object[]) =>
    ({ ...evidence, target, names: { hostsFile: [], answers } }) as Facts['evidence'];
  const answer = (server: string, ttlSeconds?: number, address = '10.0.0.2') => ({
    ...{ server, addresses: [address], afterMs: 1 },
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
  });

  test('of a wrong record names the resolver that has it, and how long', () => {
    const facts = factsWith({
      evidence: answering(
        answer('10.0.0.4', 7, '10.0.0.9'),
        answer('10.0.0.7', 9),
        answer('10.0.0.6', 8),
      ),
      ...meaning(true, there),
    });
    const { commands, text } = dnsWrongServer.remedy(facts);
    expect(text).toMatch(/^The A record of .* Set it to 10.0.0.9 .* answer has 8 s left;/);
    expect(commands[0]).toBe('dig +noall +answer chat.test A @10.0.0.6');
  });

  test('of a wrong record that no resolver told', () => {
    const facts = factsWith({ evidence: { ...evidence, target }, address: 'fd77::3' });
    const { commands, text } = dnsWrongServer.remedy(facts);
    expect(text).toMatch(/^The AAAA record of .* Set it to the server's address .* time to live;/);
    expect(commands).toEqual(['dig +noall +answer chat.test AAAA', 'resolvectl flush-caches']);
  });

  test('of a line in the hosts file tells what resolvers say, each address once', () => {
    const said = (given: Facts['evidence']) =>
      hostsFileOverride.remedy(factsWith({ evidence: given })).text;
    const ten = (server: string) => answer(server, 1, '10.0.0.10');
    expect(said(answering(answer('10.0.0.4'), ten('10.0.0.4'), ten('10.0.0.5')))).toContain(
      'whatever resolvers say (10.0.0.10, 10.0.0.2). Take',
    );
    for (const none of [answering(), evidence]) expect(said(none)).toContain('resolvers say. Take');
  });

  test('of a wrong host names the right one, where it is known', () => {
    const said = (parts: Partial<Facts>) => wrongHost.remedy(factsWith(parts)).text;
    expect(said({})).toMatch(/Connect to the server itself\.$/);
    expect(said(byName(undefined, { intendedName: 'shop.test' }))).toMatch(/itself: shop\.test\.$/);
    expect(said(meaning(true, ['10.0.0.9', '10.0.0.8']))).toMatch(/: 10\.0\.0\.9, 10\.0\.0\.8\.$/);
  });

  test('of an inner address names the public one, where it is known', () => {
    const said = (parts: Partial<Facts>) => privateIpOtherLan.remedy(factsWith(parts)).text;
    expect(said({})).toContain('public address of the server; or');
    expect(said(meaning(true, ['203.0.113.7', '203.0.113.8']))).toContain(
      'of the server, 203.0.113.7, 203.0.113.8; or',
    );
  });

  test('asks each resolver, a name that looks like an option as a name', () => {
    const facts = factsWith({
      evidence: { ...answering(answer('10.0.0.7'), answer('10.0.0.6')) },
    });
    const ofSilence = withoutAddress.find(({ cause }) => cause === 'resolver-silent')!;
    expect(ofSilence.remedy(facts)).toMatchObject({
      action: 'mend-resolver',
      text: expect.stringMatching(/^The resolver \(10\.0\.0\.6, 10\.0\.0\.7\) does/) as string,
      commands: [
        'grep nameserver /etc/resolv.conf',
        'dig chat.test @10.0.0.6',
        'dig chat.test @10.0.0.7',
      ],
    });
    for (const host of ['-f', '+trace', '@a']) {
      const given = { ...answering(answer('10.0.0.7')), target: { ...target, host } };
      const { commands } = ofSilence.remedy(factsWith({ evidence: given }));
      expect(commands[1]).toBe(`dig -q ${host} @10.0.0.7`);
    }
    expect(ofSilence.remedy(factsWith({})).commands).toHaveLength(1);
  });
});
