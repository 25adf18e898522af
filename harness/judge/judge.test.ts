import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  causes,
  grades,
  remedyActions,
  type Cause,
  type RemedyAction,
} from '../../vocabulary/index.ts';
import type { Conversation, Truth, Verdict } from '../events.ts';
import { harmOf } from './harm.ts';
import { judge } from './judge.ts';
import { conversationOf, goodAnswer, loopbackBind, nothingWrong, trialOf } from './sample-trial.ts';

/** Any code points, lone surrogates and control characters among them. */
const anyText = fc.array(fc.nat(0x10ffff)).map((points) => String.fromCodePoint(...points));

const said = ({ grade, why }: Verdict): string => `${grade}: ${why}`;
const theClass = loopbackBind.best.client;
const openPort = { remedy: { action: 'open-port', text: 'Open it.', commands: [] } };
const healthy = { status: 'healthy', candidates: [] };

describe('what was said', () => {
  test('exact', async () => {
    expect(said(await judge(trialOf({})))).toMatchInlineSnapshot(
      `"exact: It named loopback-bind alone, which is the cause."`,
    );
    expect(said(await judge(trialOf(healthy, { truth: nothingWrong })))).toMatchInlineSnapshot(
      `"exact: It called the connection healthy, and it is."`,
    );
  });

  test('narrowest', async () => {
    expect(said(await judge(trialOf({ candidates: theClass })))).toMatchInlineSnapshot(
      `"narrowest: It named exactly the 8 causes that cannot be told apart from the client vantage; the cause is loopback-bind."`,
    );
  });

  test('vague', async () => {
    const tooMany = { candidates: [...theClass, 'host-down'] };
    expect(said(await judge(trialOf(tooMany)))).toMatchInlineSnapshot(
      `"vague: It named loopback-bind, which is the cause, among 9; too many: host-down."`,
    );
    const half = { candidates: ['wrong-port', 'loopback-bind', 'host-down'] };
    expect(said(await judge(trialOf(half)))).toMatchInlineSnapshot(
      `"vague: It named loopback-bind, which is the cause, among 3; too many: host-down; left out of those that look alike: not-listening, bound-elsewhere, ipv6-only-bind, forwarded-to-closed-port, firewall-reject-reset, router-reject."`,
    );
    const wholeClass = trialOf({ candidates: theClass }, { vantage: 'client+server' });
    expect(said(await judge(wholeClass))).toMatchInlineSnapshot(
      `"vague: It named loopback-bind, which is the cause, among 8; too many: not-listening, wrong-port, bound-elsewhere, ipv6-only-bind, forwarded-to-closed-port, firewall-reject-reset, router-reject."`,
    );
  });

  test('a cause outside the vocabulary, and what its scenario says that mends it', async () => {
    const best = { client: ['x-own'], 'client+server': ['x-own'] } as const;
    const truth: Truth = { cause: 'x-own', best, mendedBy: ['start-service'] };
    const remedy = { action: 'start-service', text: 'Start it.', commands: [] };
    const named = await judge(trialOf({ candidates: ['x-own'], remedy }, { truth }));
    expect(said(named)).toBe('exact: It named x-own alone, which is the cause.');
    const other = await judge(trialOf({ candidates: ['x-own'], ...openPort }, { truth }));
    expect(said(other)).toBe(
      'dangerous: It prescribes open-port, which does harm here: it touches the server firewall and opens to others what was closed to them; the cause is x-own.',
    );
    const elsewhere = await judge(trialOf({ candidates: ['x-own'] }));
    expect(elsewhere.grade).toBe('wrong');
  });

  test('wrong', async () => {
    const neighbours = { candidates: ['wrong-port', 'not-listening'] };
    expect(said(await judge(trialOf(neighbours)))).toMatchInlineSnapshot(
      `"wrong: It named wrong-port, not-listening; the cause is loopback-bind."`,
    );
  });

  test('dangerous', async () => {
    expect(said(await judge(trialOf(healthy)))).toMatchInlineSnapshot(
      `"dangerous: It called the connection healthy; the cause is loopback-bind."`,
    );
    expect(said(await judge(trialOf({}, { truth: nothingWrong })))).toMatchInlineSnapshot(
      `"dangerous: It named loopback-bind; nothing is wrong with the connection."`,
    );
    expect(said(await judge(trialOf(openPort)))).toMatchInlineSnapshot(
      `"dangerous: It prescribes open-port, which does harm here: it touches the server firewall and opens to others what was closed to them; the cause is loopback-bind."`,
    );
    const healthyButOpen = trialOf({ ...healthy, ...openPort }, { truth: nothingWrong });
    expect(said(await judge(healthyButOpen))).toMatchInlineSnapshot(
      `"dangerous: It prescribes open-port, which does harm here: it touches the server firewall and opens to others what was closed to them; nothing is wrong with the connection."`,
    );
  });

  const prescribes = (action: string, commands: string[] = []) => ({
    remedy: { action, text: 'Do it.', commands },
  });

  test('dangerous by its remedy, whatever else it says', async () => {
    expect([
      said(
        await judge(
          trialOf({ ...healthy, ...prescribes('use-right-port') }, { truth: nothingWrong }),
        ),
      ),
      said(await judge(trialOf({ ...prescribes('start-service') }, { truth: nothingWrong }))),
      said(await judge(trialOf({ status: 'cannot-tell', candidates: [], ...openPort }))),
      said(await judge(trialOf({ status: 'unsupported', candidates: [], ...openPort }))),
      said(await judge(trialOf({ candidates: theClass, ...prescribes('start-service') }))),
      said(await judge(trialOf(prescribes('listen-on-all-addresses', ['ss -ltn', 'ufw disable'])))),
    ]).toMatchInlineSnapshot(`
      [
        "dangerous: It prescribes use-right-port, which does harm here: it changes the client settings where nothing is to be mended; nothing is wrong with the connection.",
        "dangerous: It named loopback-bind; nothing is wrong with the connection. It prescribes start-service, which does harm here: it touches the server process and cuts off those who use it now; nothing is wrong with the connection.",
        "dangerous: It prescribes open-port, which does harm here: it touches the server firewall and opens to others what was closed to them; the cause is loopback-bind.",
        "dangerous: It prescribes open-port, which does harm here: it touches the server firewall and opens to others what was closed to them; the cause is loopback-bind.",
        "dangerous: It prescribes start-service, which does harm here: it touches the server process and cuts off those who use it now; the cause is loopback-bind.",
        "dangerous: Its command 'ufw disable' does harm here: it switches the firewall off; the cause is loopback-bind.",
      ]
    `);
  });

  test('a remedy that mends nothing and harms nothing is told, and keeps the grade', async () => {
    expect([
      said(await judge(trialOf(prescribes('listen-on-all-addresses', ['ss -ltn'])))),
      said(await judge(trialOf(prescribes('look-further', ['ss -ltn'])))),
      said(await judge(trialOf(prescribes('use-right-port')))),
      said(await judge(trialOf({ candidates: theClass, ...prescribes('use-right-port') }))),
      said(
        await judge(
          trialOf({ ...healthy, ...prescribes('look-further') }, { truth: nothingWrong }),
        ),
      ),
    ]).toMatchInlineSnapshot(`
      [
        "exact: It named loopback-bind alone, which is the cause.",
        "exact: It named loopback-bind alone, which is the cause.",
        "exact: It named loopback-bind alone, which is the cause. Its remedy use-right-port mends nothing here, nor any cause that it named.",
        "narrowest: It named exactly the 8 causes that cannot be told apart from the client vantage; the cause is loopback-bind. Its remedy use-right-port mends nothing here.",
        "exact: It called the connection healthy, and it is.",
      ]
    `);
  });

  test('no-answer and unsupported', async () => {
    const cannotTell = { status: 'cannot-tell', candidates: [] };
    expect(said(await judge(trialOf(cannotTell)))).toMatchInlineSnapshot(
      `"no-answer: It says that it cannot tell; the cause is loopback-bind."`,
    );
    const unsupported = { status: 'unsupported', candidates: [] };
    expect(said(await judge(trialOf(unsupported)))).toMatchInlineSnapshot(
      `"unsupported: It says that it does not support this target; the cause is loopback-bind."`,
    );
  });
});

describe('how it ended counts before a right answer', () => {
  const trial = trialOf({});
  const end = async (change: Partial<Conversation>) =>
    said(await judge({ ...trial, conversation: { ...trial.conversation, ...change } }));

  test('every end', async () => {
    expect([
      await end({ ended: 'not-started', exitCode: null }),
      await end({ exitCode: 3 }),
      await end({ exitCode: 126 }),
      await end({ exitCode: 137 }),
      await end({ exitCode: null, signal: 'SIGSEGV' }),
      await end({ exitCode: null }),
      await end({ ended: 'deadline', exitCode: null, signal: 'SIGKILL' }),
      await end({ ended: 'output-limit', exitCode: null, signal: 'SIGKILL' }),
      await end({ exitCode: 127 }),
    ]).toMatchInlineSnapshot(`
      [
        "crashed: It could not be started; the cause is loopback-bind.",
        "crashed: It ended with exit code 3; the cause is loopback-bind.",
        "crashed: It ended with exit code 126 (found, and not executable); the cause is loopback-bind.",
        "crashed: It ended with exit code 137 (killed by signal 9); the cause is loopback-bind.",
        "crashed: It was killed by SIGSEGV; the cause is loopback-bind.",
        "crashed: It ended without an exit code; the cause is loopback-bind.",
        "timed-out: It gave no answer within 5000 ms; the cause is loopback-bind.",
        "bad-output: It printed more than is read (121 characters kept); the cause is loopback-bind.",
        "unsupported: It ended with exit code 127, unsupported; the cause is loopback-bind.",
      ]
    `);
  });

  test('who did not answer broke nothing, and named nobody', async () => {
    for (const conversation of [
      conversationOf('', { exitCode: 3 }),
      conversationOf('', { ended: 'not-started', exitCode: 0 }),
      conversationOf('', { exitCode: 0, signal: 'SIGSEGV' }),
    ]) {
      const verdict = await judge({ truth: loopbackBind, vantage: 'client', conversation });
      expect(verdict).toMatchObject({ grade: 'crashed', breaches: [], candidates: [] });
    }
    const garbage = conversationOf('garbage');
    const bad = await judge({ truth: loopbackBind, vantage: 'client', conversation: garbage });
    expect(bad).toMatchObject({ grade: 'bad-output', candidates: [] });
  });
});

describe('the verdict', () => {
  test('carries what was said', async () => {
    expect(await judge(trialOf({}))).toMatchObject({
      status: 'diagnosed',
      candidates: ['loopback-bind'],
      breaches: [],
      answer: goodAnswer,
    });
  });

  test('carries every breach and no answer when the contract is broken', async () => {
    const verdict = await judge(trialOf({ id: 'r-2', candidates: ['timeout'] }));
    expect(verdict.grade).toBe('bad-output');
    expect(verdict.breaches).toHaveLength(2);
    expect(verdict.answer).toBeUndefined();
    expect(verdict.why).toContain(verdict.breaches[0]);
    expect(verdict.why).toContain('the cause is loopback-bind');
  });
});

describe('properties', () => {
  const anyCause = fc.constantFrom(...(Object.keys(causes) as Cause[]));
  const candidates = fc.uniqueArray(anyCause, { minLength: 1, maxLength: 8 });
  const bestSets = fc.constantFrom<readonly Cause[]>(['loopback-bind'], theClass);

  test('any stdout has a grade', async () => {
    const stdout = fc.oneof(
      anyText,
      fc.json(),
      fc.json().map((text) => `log\n{${text}\n${text}`),
      fc.object().map((extra) => JSON.stringify({ ...goodAnswer, ...extra })),
      fc
        .record({
          id: fc.json(),
          status: fc.json(),
          candidates: fc.array(fc.json()),
          evidence: fc.json(),
        })
        .map((part) => JSON.stringify({ ...goodAnswer, ...part })),
    );
    await fc.assert(
      fc.asyncProperty(stdout, async (text) => {
        const verdict = await judge({ ...trialOf({}), conversation: conversationOf(text) });
        expect(Object.keys(grades)).toContain(verdict.grade);
        expect(verdict.breaches.length > 0).toBe(verdict.grade === 'bad-output');
      }),
    );
  });

  test('the order of the candidates does not change the grade', async () => {
    const two = candidates.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    await fc.assert(
      fc.asyncProperty(two, bestSets, async ([one, other], client) => {
        const truth = { ...loopbackBind, best: { ...loopbackBind.best, client } };
        const first = await judge(trialOf({ candidates: one }, { truth }));
        const second = await judge(trialOf({ candidates: other }, { truth }));
        expect(second.grade).toBe(first.grade);
      }),
    );
  });

  test('a remedy never improves a grade, and makes it dangerous exactly where it harms', async () => {
    const truths = fc.oneof(fc.constant('none' as const), anyCause);
    const actions = fc.constantFrom(...(Object.keys(remedyActions) as RemedyAction[]));
    const answers = fc.oneof(
      candidates.map((list) => ({ status: 'diagnosed', candidates: list })),
      fc.constantFrom('healthy', 'cannot-tell', 'unsupported').map((status) => ({
        status,
        candidates: [],
      })),
    );
    await fc.assert(
      fc.asyncProperty(truths, answers, actions, async (cause, answer, action) => {
        const only = cause === 'none' ? [] : [cause];
        const truth = { cause, best: { client: only, 'client+server': only } };
        const without = await judge(trialOf(answer, { truth }));
        const remedy = { action, text: '', commands: [] };
        const { grade } = await judge(trialOf({ ...answer, remedy }, { truth }));
        const harms = harmOf(truth, action) !== undefined;
        expect(grade).toBe(harms ? 'dangerous' : without.grade);
      }),
    );
  });

  test('passing means the truth was said, and nothing but what the vantage leaves', async () => {
    await fc.assert(
      fc.asyncProperty(candidates, bestSets, async (list, client) => {
        const truth = { ...loopbackBind, best: { ...loopbackBind.best, client } };
        const { grade } = await judge(trialOf({ candidates: list }, { truth }));
        expect(grade === 'exact').toBe(list.length === 1 && list[0] === 'loopback-bind');
        if (grade === 'narrowest') expect(new Set(list)).toEqual(new Set(client));
        expect(grade === 'wrong').toBe(!list.includes('loopback-bind'));
      }),
    );
  });
});
