import { rulesFor } from '../report/rules-for.ts';
import { concerns, stops } from '../report/rules.ts';
import { latestOf } from './counters.ts';
import { observation } from './observation.ts';
import { placeOf } from './rules.ts';

/** Rules without a counter that could stop this connection. */
export const uncountedRules = observation({
  name: 'uncountedRules',
  read: ({ address, evidence, port }) => {
    const latest = latestOf(evidence);
    return (
      latest &&
      rulesFor(latest.firewall, { address, own: evidence.sources, port }).filter(
        (rule) =>
          stops(rule) &&
          rule.packets === undefined &&
          concerns(rule, address, port) &&
          rule.hook !== 'forward',
      )
    );
  },
  tell: (rules) => {
    if (rules.length === 0) return undefined;
    const quoted = rules.map((rule) => `"${rule.text}" (${placeOf(rule)})`);
    return `These rules could stop the connection and do not count: ${quoted.join('; ')}.`;
  },
  identifies: {},
});
