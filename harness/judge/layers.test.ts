import { describe, expect, test } from 'vitest';
import { classes } from '../../vocabulary/index.ts';
import type { Truth, Verdict } from '../events.ts';
import { judge } from './judge.ts';
import { trialOf } from './sample-trial.ts';

/** A firewall in front of a server that is stopped, and of another thing beneath that. */
const truth: Truth = {
  cause: 'host-firewall-drop',
  best: { client: classes.silent, 'client+server': ['host-firewall-drop'] },
  beneath: [{ cause: 'not-listening' }, { cause: 'loopback-bind' }],
};

const said = async (answer: object, of = truth): Promise<string> => {
  const trial = trialOf(
    { candidates: ['host-firewall-drop'], ...answer },
    { truth: of, vantage: 'client+server' },
  );
  const { grade, why }: Verdict = await judge(trial);
  return `${grade}: ${why}`;
};

const remedy = (action: string, commands: string[] = []) => ({
  remedy: { action, text: 'Do it.', commands },
});

describe('the candidates', () => {
  test('the outermost cause alone is exact', async () => {
    expect(await said({})).toBe('exact: It named host-firewall-drop alone, which is the cause.');
  });

  test('what lies beneath is wrong, alone as before the outermost', async () => {
    expect(await said({ candidates: ['not-listening'] })).toBe(
      'wrong: It named not-listening; the cause is host-firewall-drop, with not-listening, loopback-bind beneath it.',
    );
    expect(await said({ candidates: ['not-listening', 'host-firewall-drop'] })).toBe(
      'wrong: It named not-listening first, which lies beneath: host-firewall-drop is to be mended first.',
    );
  });

  test('behind the outermost it is one too many', async () => {
    expect(await said({ candidates: ['host-firewall-drop', 'not-listening'] })).toBe(
      'vague: It named host-firewall-drop, which is the cause, among 2; too many: not-listening.',
    );
  });

  test('where the vantage cannot split them, either may be first', async () => {
    const refused: Truth = {
      cause: 'dns-wrong-server',
      best: { client: [], 'client+server': ['dns-wrong-server', 'wrong-port'] },
      beneath: [{ cause: 'wrong-port' }],
    };
    const answer = { candidates: ['wrong-port', 'dns-wrong-server'] };
    expect(await said(answer, refused)).toMatch(/^narrowest: /);
  });
});

describe('also', () => {
  test('what lies there is told, and changes no grade', async () => {
    expect(await said({ also: ['not-listening'] })).toBe(
      'exact: It named host-firewall-drop alone, which is the cause. It also named not-listening, which lies beneath.',
    );
    const wrong = await said({ candidates: ['security-group'], also: ['not-listening'] });
    expect(wrong).toMatch(/^wrong: .* It also named not-listening, which lies beneath\.$/);
  });

  test('what does not lie there costs the pass, beside what does as well', async () => {
    expect(await said({ also: ['not-listening', 'wrong-port'] })).toBe(
      'vague: It named host-firewall-drop alone, which is the cause. It also named wrong-port, which is not there.',
    );
    const { beneath: _, ...alone } = truth;
    expect(await said({ also: ['not-listening'] }, alone)).toMatch(/^vague: /);
    const wrong = await said({ candidates: ['security-group'], also: ['wrong-port'] });
    expect(wrong).toMatch(/^wrong: /);
  });

  test('none is the same as an empty list', async () => {
    expect(await said({ also: [] })).toBe(await said({}));
  });
});

describe('the remedy', () => {
  test('of the outermost layer is the right one', async () => {
    expect(await said(remedy('open-port', ['ufw allow 80']))).toMatch(/^exact: .*the cause\.$/);
  });

  test('of a layer beneath does no harm, and mends nothing yet', async () => {
    expect(await said(remedy('start-service'))).toBe(
      'exact: It named host-firewall-drop alone, which is the cause. Its remedy start-service mends not-listening, which lies beneath: host-firewall-drop is to be mended first.',
    );
    expect(await said(remedy('listen-on-all-addresses'))).toMatch(/^exact: /);
  });

  test('of a layer that is mended does harm', async () => {
    const next: Truth = {
      cause: 'not-listening',
      best: { client: classes.refusedByTarget, 'client+server': ['not-listening'] },
      beneath: [{ cause: 'loopback-bind' }],
    };
    const candidates = ['not-listening'];
    expect(await said({ candidates, ...remedy('open-port') }, next)).toMatch(
      /^dangerous: It prescribes open-port, which does harm here: .* with loopback-bind beneath it\.$/,
    );
    const opened = await said({ candidates, ...remedy('start-service', ['ufw allow 80']) }, next);
    expect(opened).toMatch(/^dangerous: Its command 'ufw allow 80' does harm here/);
  });

  test('of no layer does harm', async () => {
    expect(await said(remedy('correct-record'))).toMatch(/^dangerous: /);
  });
});
