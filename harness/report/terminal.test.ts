import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Event } from '../events.ts';
import { forTerminal } from './for-terminal.ts';
import { terminalAbilities } from './look.ts';
import { sampleEvents } from './sample-events.ts';
import { scorecard } from './scorecard.ts';
import { scorecardText, terminalReport } from './terminal.ts';

const events = sampleEvents();
const plain = { columns: 80, colour: false };
const only = (...names: string[]): Event[] =>
  events.filter((event) => !('case' in event) || names.includes(event.case));
const text = (list: readonly Event[], look = plain) =>
  forTerminal(scorecardText(scorecard(list), look));
const linesOf = (value: string) => value.split('\n');

function shown(list: readonly Event[], live: boolean, colour = false): string {
  let written = '';
  const report = terminalReport({ columns: 80, colour, live, write: (part) => (written += part) });
  for (const event of list) report(event);
  return forTerminal(written);
}

describe('the scorecard', () => {
  test('a verdict that passed tells what its diagnoser left behind', () => {
    const list = only('healthy/plain').map((event): Event => {
      if (event.type !== 'diagnosed' || event.vantage !== 'client') return event;
      return { ...event, conversation: { ...event.conversation, leftProcesses: 3 } };
    });
    expect(text(list)).toMatch(/^left +healthy\/plain at client: 3 processes, which were killed$/m);
  });

  test('the table', () => {
    expect(`\n${text(events).split('\n\n')[0]}\n`).toMatchInlineSnapshot(`
      "
                              client           client+server         time
      healthy
        icmp-blocked          ✗ dangerous      ✓ exact              1.4 s
        plain                 ✓ exact          ✓ exact              1.4 s
      protocol
        http-to-websocket     ✗ unsupported    ✗ bad-output         1.4 s
      refused
        loopback-bind (ipv4)  ✓ narrowest      ✓ exact              1.4 s
        loopback-bind (ipv6)  ✗ vague          ✗ wrong              1.4 s
        not-listening         ✗ no-answer      ✗ crashed            1.4 s
      timeout
        host-firewall-drop    ✗ timed-out      ✓ exact              1.4 s
        security-group        ✗ invalid-scenario (observe)          1.4 s
      unavailable
        ports-held            ✗ inconclusive (baseline)             1.4 s
      "
    `);
  });

  test('a verdict that fell short, with all that explains it', () => {
    const list = only('refused/loopback-bind (ipv6)').map((event): Event => {
      if (event.type !== 'diagnosed') return event;
      return { ...event, conversation: { ...event.conversation, stderr: 'probe 1\nprobe 2\n' } };
    });
    expect(`\n${text(list).split('\n\n')[1]}\n`).toMatchInlineSnapshot(`
      "
      Fell short
      ✗ refused/loopback-bind (ipv6)
        what      The server listens on 127.0.0.1 only, so no other machine can reach
                  it
        seen      ECONNREFUSED at connect after 1 ms; wire SYN > RST
        client: vague, in 0.4 s
          why       The truth, and more than need be; the cause is loopback-bind.
          truth     loopback-bind; from here it looks like not-listening, wrong-port,
                    loopback-bind, bound-elsewhere, ipv6-only-bind,
                    forwarded-to-closed-port, firewall-reject-reset, router-reject
          said      diagnosed: not-listening, wrong-port, loopback-bind,
                    bound-elsewhere, ipv6-only-bind, forwarded-to-closed-port,
                    firewall-reject-reset, router-reject, host-down
          evidence  - connect to 10.98.0.3:8080 was answered by a reset after 0.4 ms
                    (for not-listening)
                    - no ICMP error was counted meanwhile (against firewall-reject)
          stderr    | probe 1
                    | probe 2
        client+server: wrong, in 0.4 s
          why       The true cause is not among the candidates; the cause is
                    loopback-bind.
          truth     loopback-bind
          said      diagnosed: wrong-port
          evidence  - connect to 10.98.0.3:8080 was answered by a reset after 0.4 ms
                    (for not-listening)
                    - no ICMP error was counted meanwhile (against firewall-reject)
          stderr    | probe 1
                    | probe 2
        replay: npx badconn run refused/loopback-bind --seed 7e577e577e577e577e577e577e577e57 --diagnoser 'cmd:./my diagnoser' --keep
      "
    `);
  });

  test('an answer that breaks the contract is shown as it was printed, without its control characters', () => {
    const written = text(only('protocol/http-to-websocket'));
    expect(written).toContain('    breaches  the answer has no id\n');
    expect(written).toContain('    printed   | starting up\n              | { "answer": 1\n');
    expect(written).not.toContain('\u001b');
  });

  test('a lab that failed is told by its error, and no grade is', () => {
    const written = text(only('unavailable/ports-held'));
    expect(written).toContain('ports-held          ✗ inconclusive (baseline)');
    expect(written).toContain(
      '  error     unavailable/ports-held: no connection before the fault.',
    );
    expect(written).toContain('Next: badconn exec unavailable/ports-held');
    expect(written).not.toContain('✓');
  });

  test('the counts are alone on the last line', () => {
    expect(linesOf(text(events)).slice(-2)).toEqual(['6 passed, 12 failed', '']);
    expect(linesOf(shown(events, true, true)).slice(-2)).toEqual(['6 passed, 12 failed', '']);
    const cut = events.slice(0, events.findIndex(({ type }) => type === 'case-ended') + 1);
    expect(linesOf(text(cut)).slice(-2)).toEqual(['1 passed, 1 failed, 16 skipped', '']);
  });

  test('a shortcoming that was expected is neither passed nor failed, and needs no explanation', () => {
    const reason = 'It does not know the class yet.';
    const list = only('healthy/plain', 'refused/loopback-bind (ipv6)').map((event): Event => {
      if (event.type !== 'diagnosed' || event.verdict.grade === 'exact') return event;
      return { ...event, expected: reason };
    });
    const written = text(list);
    expect(written).toContain('loopback-bind (ipv6)  ~ vague          ~ wrong ');
    expect(written).not.toContain('Fell short');
    expect(linesOf(written).at(-2)).toMatch(
      /^2 passed, 0 failed, 2 expected failures, \d+ skipped$/,
    );
  });

  test('what did not end or begin is said', () => {
    const written = text(only('healthy/plain').slice(0, 4));
    expect(written).toContain('plain               - not finished');
    expect(written).toContain('loopback-bind       - not run');
  });

  test('a run in which all passed has nothing to explain', () => {
    const written = text(only('healthy/plain'));
    expect(written).not.toContain('Fell short');
    expect(written).not.toContain('✗');
  });

  test('the words are the same without colour', () => {
    const coloured = text(events, { columns: 80, colour: true });
    expect(coloured).toContain('\u001b[32m✓ exact');
    expect(coloured).toContain('\u001b[31m✗ dangerous');
    expect(stripVTControlCharacters(coloured)).toBe(text(events));
  });

  test.each([80, 120])('at %i columns only a command to copy is wider', (columns) => {
    const wide = linesOf(text(events, { columns, colour: false })).filter(
      (line) => line.length > columns && !line.startsWith('  replay: '),
    );
    expect(wide).toEqual([]);
  });

  test('another diagnoser is named again in the command to replay', () => {
    expect(text(events)).toContain(
      "npx badconn run refused/not-listening --seed 7e577e577e577e577e577e577e577e57 --diagnoser 'cmd:./my diagnoser' --keep\n",
    );
    const own = events.map((event): Event =>
      event.type === 'run-started' ? { ...event, diagnoser: 'reference' } : event,
    );
    expect(text(own)).toContain(
      'npx badconn run refused/not-listening --seed 7e577e577e577e577e577e577e577e57 --keep\n',
    );
  });
});

describe('while it runs', () => {
  test('without a terminal, a line for each finished case', () => {
    const written = shown(events, false);
    expect(`\n${written.split('\n\n')[0]}\n`).toMatchInlineSnapshot(`
      "
      badconn 0.1.0, diagnoser cmd:./my diagnoser
      seed 7e577e577e577e577e577e577e577e57
      ✗ healthy/icmp-blocked: client dangerous, client+server exact (1.4 s)
      ✓ healthy/plain: client exact, client+server exact (1.4 s)
      ✗ protocol/http-to-websocket: client unsupported, client+server bad-output (1.4 s)
      ✓ refused/loopback-bind (ipv4): client narrowest, client+server exact (1.4 s)
      ✗ refused/loopback-bind (ipv6): client vague, client+server wrong (1.4 s)
      ✗ refused/not-listening: client no-answer, client+server crashed (1.4 s)
      ✗ timeout/host-firewall-drop: client timed-out, client+server exact (1.4 s)
      ✗ timeout/security-group: invalid-scenario (observe): the wire is another. Expected SYN > nothing at the server, observed nothing sent. (1.4 s)
      ✗ unavailable/ports-held: inconclusive (baseline): no connection before the fault. Expected connected, observed silence after 1500 ms. (1.4 s)
      "
    `);
    expect(written).not.toContain('\u001b');
  });

  test('in a terminal, what is under way is rewritten in place', () => {
    const diagnosing = events.findIndex(
      (event) => event.type === 'phase-started' && event.vantage === 'client+server',
    );
    expect(screenOf(shown(events.slice(0, diagnosing + 1), true))).toEqual([
      'badconn 0.1.0, diagnoser cmd:./my diagnoser',
      'seed 7e577e577e577e577e577e577e577e57',
      '0 of 18 verdicts: 0 passed, 0 failed, 1.5 s',
      '  healthy/icmp-blocked  diagnose client+server',
      '',
    ]);
  });

  test('in a terminal, only what fell short leaves a line, and nothing of the rest stays', () => {
    const screen = screenOf(shown(events, true));
    const before = screen.slice(2, screen.indexOf(''));
    expect(before).toHaveLength(7);
    expect(before.every((line) => line.startsWith('✗ '))).toBe(true);
    expect(screen.slice(screen.indexOf('') + 1).join('\n')).toBe(text(events));
  });
});

test.each([
  ['a terminal', true, {}, { live: true, colour: true }],
  ['a pipe', false, {}, { live: false, colour: false }],
  ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, { live: false, colour: false }],
  ['a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, { live: true, colour: true }],
  ['a dumb terminal', true, { TERM: 'dumb' }, { live: false, colour: false }],
  ['a terminal of CI', true, { CI: 'true' }, { live: false, colour: true }],
])('what can be shown: %s', (_, isTTY, env, abilities) => {
  expect(terminalAbilities({ isTTY }, env)).toEqual(abilities);
});

/** What a terminal shows after `written`: only cursor up and erase below are used. */
function screenOf(written: string): string[] {
  const lines = [''];
  for (const part of written.split(/(\p{Cc}\[\d+A\p{Cc}\[0J|\n)/u)) {
    const up = /^\p{Cc}\[(\d+)A/u.exec(part)?.[1];
    if (up !== undefined) lines.splice(lines.length - 1 - Number(up), Infinity, '');
    else if (part === '\n') lines.push('');
    else lines[lines.length - 1] += part;
  }
  return lines;
}
