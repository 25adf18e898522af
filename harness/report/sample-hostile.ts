import type { Event } from '../events.ts';
import { sampleEvents } from './sample-events.ts';

/** Outputs of a diagnoser that try to break a report or its reader. */
export const hostileTexts = [
  '</pre></details><script>document.title = "owned"</script><img src=x onerror=alert(1)>',
  '"><a href="javascript:alert(1)">x</a> \' onmouseover=alert(1)',
  ']]></failure></testsuite><testsuite name="owned">',
  '&lt;b&gt; &amp;amp; &#x41;',
  '```\n````\n# Owned\n<details open>\n@everyone https://owned.test/ | a | b |',
  '\u001b[2J\u001b]0;owned\u0007\u0000\u0008\u000b\u009b1A',
  '\u202eowned\u202c \u2066x \ud800 \udfff \ufffe\uffff',
] as const;

/** The sample run with every text of the diagnoser replaced by the given one. */
export function eventsSaying(text: string): Event[] {
  return sampleEvents().map((event): Event => {
    if (event.type === 'run-started') return { ...event, diagnoser: `cmd:./mine:${text}` };
    if (event.type !== 'diagnosed') return event;
    const { verdict, conversation } = event;
    const { answer } = verdict;
    return {
      ...event,
      verdict: {
        ...verdict,
        breaches: verdict.breaches.map(() => text),
        ...(answer === undefined
          ? {}
          : {
              answer: {
                ...answer,
                evidence: [{ observed: text, for: ['not-listening'] }],
                remedy: { action: 'look-further', text, commands: [text] },
                diagnoser: { name: text, version: text },
              },
            }),
      },
      conversation: { ...conversation, stdout: text, stderr: text },
    };
  });
}
