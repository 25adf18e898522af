import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { factsWith } from '../sample-facts.ts';
import { proxyIgnored } from './proxy-ignored.ts';

test.each([
  ['localhost, 10.0.0.2 .corp', 'localhost,.corp'],
  ['10.0.0.2:8080,10.0.0.20,10.0.0.2:80', '10.0.0.20,10.0.0.2:80'],
  ['10.0.0.2', ''],
])('the command takes the server out of %j and keeps the rest', (list, rest) => {
  const proxy = {
    ...{ url: 'http://10.0.0.9:3128', host: '10.0.0.9', port: 3128, excepted: true },
    exceptedBy: [{ variable: 'NO_PROXY' as const, alone: true }],
    outcome: 'passed' as const,
  };
  const { commands } = proxyIgnored.remedy(factsWith({ proxy }));
  const script = [...commands, 'printf %s "$NO_PROXY"'].join('\n');
  const env = { ...process.env, NO_PROXY: list };
  expect(execFileSync('sh', ['-c', script], { env, encoding: 'utf8' })).toBe(rest);
});
