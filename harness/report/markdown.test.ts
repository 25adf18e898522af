import { describe, expect, test } from 'vitest';
import { markdownReport } from './markdown.ts';
import { sampleEvents } from './sample-events.ts';
import { eventsSaying, hostileTexts } from './sample-hostile.ts';
import { scorecard } from './scorecard.ts';

const events = sampleEvents();
const text = markdownReport([scorecard(events)]);
const head = (markdown: string): string => markdown.split('<details>')[0]!;

test('the run, its dangerous mistakes and its verdicts', () => {
  expect(`\n${head(text)}`).toMatchInlineSnapshot(`
    "
    ### ✗ badconn: 6 passed, 12 failed

    diagnoser \`cmd:./my diagnoser\`, seed \`7e577e577e577e577e577e577e577e57\`, badconn \`0.1.0\`, 14.2 s

    \`\`\`text
    A lab failed.
    \`\`\`

    **⚠ Dangerous mistakes**

    - \`healthy/icmp-blocked\` at client: \`A broken connection called healthy, a healthy one called broken, a remedy that does harm here, or a lab that it changed; the cause is none.\`

    at client, 4 verdicts are on classes that cannot be split; one cause alone was named in none of them

    | scenario | client | client+server | time |
    | --- | --- | --- | ---: |
    | \`healthy/icmp-blocked\` | ⚠ **DANGEROUS** | ✓ exact | 1.4 s |
    | \`healthy/plain\` | ✓ exact | ✓ exact | 1.4 s |
    | \`protocol/http-to-websocket\` | ✗ unsupported | ✗ bad-output | 1.4 s |
    | \`refused/loopback-bind (ipv4)\` | ✓ narrowest | ✓ exact | 1.4 s |
    | \`refused/loopback-bind (ipv6)\` | ✗ vague | ✗ wrong | 1.4 s |
    | \`refused/not-listening\` | ✗ no-answer | ✗ crashed | 1.4 s |
    | \`timeout/host-firewall-drop\` | ✗ timed-out | ✓ exact | 1.4 s |
    | \`timeout/security-group\` | ✗ invalid-scenario (observe) | ✗ invalid-scenario (observe) | 1.4 s |
    | \`unavailable/ports-held\` | ✗ inconclusive (baseline) | ✗ inconclusive (baseline) | 1.4 s |

    "
  `);
});

test('what fell short is folded below, in code', () => {
  const [, folded = ''] = text.split('<details>\n<summary>7 failed</summary>\n\n');
  expect(folded).toMatch(/^```text\n✗ healthy\/icmp-blocked\n/);
  expect(folded).toContain('\n✗ unavailable/ports-held: inconclusive (baseline)\n');
  expect(folded.endsWith('\n```\n\n</details>\n')).toBe(true);
});

test('a run in which all passed has nothing to fold', () => {
  const plain = events.filter((event) => !('case' in event) || event.case === 'healthy/plain');
  const started = plain.map((event) =>
    event.type === 'run-started' ? { ...event, scenarios: ['healthy/plain'], cases: 1 } : event,
  );
  const markdown = markdownReport([scorecard(started)]);
  expect(markdown).toContain('### ✓ badconn: 2 passed, 0 failed\n');
  expect(markdown).not.toContain('<details>');
});

test('what a run did not come to is said', () => {
  const cut = head(markdownReport([scorecard(events.slice(0, 4))]));
  expect(cut).toContain('### ✗ badconn: 0 passed, 0 failed, 18 skipped');
  expect(cut).toContain('| `healthy/icmp-blocked` | - not finished | - not finished | 0.0 s |');
  expect(cut).toContain('| `refused/not-listening` | - not run | - not run |  |');
});

/** The document without what stands in code (GFM 4.5 and 6.3): all that is markup. */
function withoutCode(markdown: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const run = /^`{3,}/.exec(line)?.[0];
    if (fence === undefined && run !== undefined) fence = run;
    else if (fence === undefined) lines.push(line);
    else if (/^`+\s*$/.test(line) && line.trim().length >= fence.length) fence = undefined;
  }
  expect(fence).toBe(undefined);
  return lines.join('\n').replaceAll(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, '');
}

describe('a diagnoser cannot break it', () => {
  const frame = withoutCode(text);

  test.each(hostileTexts)('%j', (hostile) => {
    const markdown = markdownReport([scorecard(eventsSaying(hostile))]);
    expect(withoutCode(markdown)).toBe(frame);
    expect(markdown).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  test('nor make it larger than a job summary may be', () => {
    const most = events.flatMap((event) => {
      const copies = 'case' in event ? 60 : 1;
      return Array.from({ length: copies }, (_, index) =>
        'case' in event ? { ...event, case: `${event.case} (${index})` } : event,
      );
    });
    const loud = new Map(eventsSaying('`ü\n'.repeat(200_000)).map((event) => [event.atMs, event]));
    const filled = most.map((event) => {
      const said = loud.get(event.atMs)!;
      return 'case' in event && 'case' in said ? { ...said, case: event.case } : said;
    });
    const markdown = markdownReport([scorecard(filled)]);
    expect(Buffer.byteLength(markdown)).toBeLessThan(1024 * 1000);
    expect(markdown).toMatch(
      /^\d+ more failed verdicts were omitted: the limit on size is reached\.$/m,
    );
  });
});
