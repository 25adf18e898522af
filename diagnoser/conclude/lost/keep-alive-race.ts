import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';

export const keepAliveRace: CauseFile = {
  cause: 'keep-alive-race',
  prior: 3,
  judge: ({ evidence: { target }, kept, reply, speech, stay }) => [
    // A reset in answer to the request: the other end no longer has the connection (RFC 9293, 3.10.7.1).
    decides('stay', stay?.ended === 'reset' && stay.asked && target.scheme.startsWith('http')),
    decides('reply', reply === 'accepted'),
    speaksAgainst('handshake', speech !== undefined && speech !== 'as-asked'),
    speaksFor('kept', kept?.pings === undefined && kept?.endsBefore === true),
    speaksAgainst('kept', kept?.endsBefore === false),
  ],
  remedy: ({ kept }) => {
    const { closedAfterMs, timeoutSeconds = closedAfterMs && closedAfterMs / 1000 } = kept ?? {};
    const wait = timeoutSeconds === undefined ? '' : ` (here about ${timeoutSeconds} s)`;
    return {
      action: 'close-idle-sooner',
      text: `The server closes connections that are idle for some time${wait}, and the client asked again on one just then. Let the client give up idle connections before that, and send a request once more that was reset on a reused connection before any answer; or let the server keep them for longer than its clients do (Node: server.keepAliveTimeout, nginx: keepalive_timeout, Apache: KeepAliveTimeout).`,
      commands: [],
    };
  },
};
