import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filled, patternOf, templateOf } from './words.ts';

const lab = { hosts: ['10.231.92.35', 'play.test', 'fd00:1::2'], ports: [3480] };

describe('what differs from lab to lab becomes a placeholder', () => {
  test.each([
    ['connect ECONNREFUSED 10.231.92.35:3480', 'connect ECONNREFUSED <host>:<port>'],
    ['connect ECONNREFUSED fd00:1::2:3480', 'connect ECONNREFUSED <host>:<port>'],
    [
      'nc: connect to play.test (10.231.92.35) port 3480 (tcp) failed',
      'nc: connect to <host> port <port> (tcp) failed',
    ],
    [
      'Connecting to play.test (play.test)|10.231.92.35|:3480... failed',
      'Connecting to <host>:<port>... failed',
    ],
    ['f(http://10.231.92.35:3480/chat): x', 'f(http://<host>:<port><path>): x'],
    ["to 'ws://10.231.92.35:3480/' failed", "to 'ws://<host>:<port><path>' failed"],
    ['after 12 ms, 2002 milliseconds', 'after <number> ms, <number> milliseconds'],
    ['2026-11-24 10:58:33 ERROR 426', '<time> ERROR 426'],
    ['40B7B2C59C7F0000:error:8000006F:x', '<id>:error:8000006F:x'],
    ['connect ECONNREFUSED 127.0.0.1:40001', 'connect ECONNREFUSED <host>:<port>'],
    ['- Local (0.0.0.0:0)', '- Local (0.0.0.0:0)'],
    ['10.231.92.351 display.test 34800', '10.231.92.351 display.test 34800'],
  ])('%s', (line, template) => {
    expect(templateOf(line, lab)).toBe(template);
  });
});

describe('a template is found', () => {
  test('with any values, and gives them', () => {
    const host = fc.constantFrom('10.0.0.7', 'shop.example', 'a.example (10.0.0.7)');
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65_535 }), (at, port) => {
        const values = { host: at, port: String(port) };
        const template = 'connect to <host> port <port> (tcp) failed';
        expect(patternOf(template).exec(`nc: ${filled(template, values)}`)).toEqual(values);
      }),
    );
  });

  test.each([
    ['host', 'a', 255],
    ['path', '/', 501],
    ['id', 'f', 32],
    ['number', '7', 20],
  ])('with a %s that has an end', (name, letter, most) => {
    const found = (length: number) =>
      patternOf(`to <${name}> port`).exec(`to ${letter.repeat(length)} port`);
    expect(found(most)).toEqual({ [name]: letter.repeat(most) });
    expect(found(most + 1)).toBeUndefined();
  });

  test('as whole words', () => {
    expect(patternOf('refused').exec('unrefused')).toBeUndefined();
    expect(patternOf('errno=11').exec('errno=111')).toBeUndefined();
  });

  test('loosely, with other numbers than its own', () => {
    expect(patternOf('response: 404').exec('response: 502')).toBeUndefined();
    expect(patternOf('response: 404', true).exec('response: 502')).toEqual({});
  });
});

describe('in a long text', () => {
  // The letter İ is two in lower case, so that places in the one are not places in the other.
  test.each(['. ', 'connect ', 'a ', 'İ '])(
    'of %j a template is found at all its places',
    (shape) => {
      const line = 'connect to shop.example port 8080';
      const filling = shape.repeat(5000);
      const text = `${line} ${filling}${line} ${filling}${line}`;
      const second = line.length + 1 + filling.length;
      const places = [0, second, 2 * second];
      expect(patternOf('connect to <host> port <port>').spans(text)).toEqual(
        places.map((at) => [at, at + line.length]),
      );
      expect(patternOf('connect to <host> port <port>').exec(`${filling}${line}`)).toEqual({
        host: 'shop.example',
        port: '8080',
      });
    },
  );

  test('what stands far before and behind the longest word belongs to it', () => {
    const host = 'h'.repeat(255);
    const most = `at${' '.repeat(40)}${host} (${host})|${host}|${' '.repeat(40)}refused`;
    for (const line of [
      most,
      `refused${' '.repeat(40)}${host} (${host})|${host}|${' '.repeat(40)}at`,
    ]) {
      const [first = '', last = ''] = line.split(/\s.*\s/);
      const text = `${'. '.repeat(5000)}${line}${' .'.repeat(5000)}`;
      expect(patternOf(`${first} <host> ${last}`).spans(text)).toEqual([
        [10_000, 10_000 + line.length],
      ]);
    }
  });
});
