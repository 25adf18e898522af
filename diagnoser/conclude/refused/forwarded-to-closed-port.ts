import { destinationOf } from '../../observe/forward.ts';
import type { Facts } from '../../observe/facts.ts';
import { decides, speaksAgainst, speaksFor, type CauseFile, type Weight } from '../cause-file.ts';
import { sh } from '../command.ts';

export const forwardedToClosedPort: CauseFile = {
  cause: 'forwarded-to-closed-port',
  prior: 2.8,
  judge: (facts) => {
    const { arrival, reply, rules } = facts;
    return [
      decides('reply', reply === 'reset' || (reply === 'refused' ? undefined : false)),
      ...(facts.ownAddress === false || facts.intended.elsewhere
        ? fromInside(facts)
        : byRule(facts)),
      speaksAgainst('arrival', arrival && arrival.received === 0),
      speaksAgainst(
        'rules',
        rules?.inbound.some(({ rule }) => rule.verdict === 'reject'),
      ),
    ];
  },
  remedy: ({ forward, port }) => {
    const to = forward?.rule && destinationOf(forward.rule, port);
    const there = /^(?:.*:)?(\d+)$/.exec(to ?? '')?.[1] ?? port;
    return {
      action: 'start-service',
      text: `Port ${port} is forwarded${to === undefined ? ' to the server by something in front of it' : ` to ${to}`}, and nothing listens there. Start the service on that machine, or in that container; where it runs, let it listen on the port that is forwarded, and on 0.0.0.0: 127.0.0.1 in a container is the container itself. Otherwise correct the forwarding (docker run -p, the router).`,
      commands: [sh`ss -ltn ${`sport = :${there}`}`],
    };
  },
};

/** With a report of the forwarding machine: it has such a rule. */
const byRule = ({ forward }: Facts): (Weight | undefined)[] => [
  speaksFor('forward', forward?.rule !== undefined && forward.counted !== false),
  speaksAgainst('forward', forward && (forward.rule === undefined || forward.counted === false)),
];

/** With a report of the machine behind: it refuses packets for an address that it does not have. */
const fromInside = ({ intended, listeners, resets }: Facts): (Weight | undefined)[] => {
  const refuses = resets && listeners?.where === 'nowhere';
  return [
    speaksFor('resets', refuses),
    speaksAgainst(intended.meant === undefined ? 'ownAddress' : 'intended', !refuses),
  ];
};
