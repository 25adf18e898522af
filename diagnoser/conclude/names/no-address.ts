import { decides, speaksAgainst, speaksFor, type CauseFile } from '../cause-file.ts';
import type { AnsweredRemedy } from '../cause-file.ts';
import { isAny } from '../../report/addresses.ts';
import { sh } from '../command.ts';
import { queried } from './queried.ts';
import { searchDomainMissing } from './search-domain-missing.ts';
import type { Facts } from '../../observe/facts.ts';

/** A cause that a resolver's error code shows by itself (c-ares names). */
const failing = (
  cause: CauseFile['cause'],
  prior: number,
  codes: readonly string[],
  remedy: (facts: Facts) => AnsweredRemedy,
): CauseFile => ({
  cause,
  prior,
  judge: ({ names, reply, searchList }) => [
    speaksFor('reply', reply === 'no-address'),
    speaksAgainst('searchList', cause === 'name-does-not-exist' && searchList?.whole !== undefined),
    decides('names', names && names.failures.some((code) => codes.includes(code))),
    speaksAgainst('names', names?.contradicted),
    speaksAgainst('names', names?.ownResolver),
  ],
  remedy,
});

const serversOf = ({ evidence }: Facts): string[] =>
  (evidence.names?.answers ?? []).map(({ server }) => server).toSorted();

const asking = (facts: Facts): string[] =>
  serversOf(facts).map((server) => sh`dig ${queried(facts.evidence.target.host)} @${server}`);

const mending =
  (text: (servers: string, facts: Facts) => string) =>
  (facts: Facts): AnsweredRemedy => ({
    action: 'mend-resolver',
    text: text(serversOf(facts).join(', '), facts),
    commands: ['grep nameserver /etc/resolv.conf', ...asking(facts)],
  });

const blockedAnswer: CauseFile = {
  cause: 'blocked-answer',
  prior: 5,
  judge: ({ address, names, reply }) => [
    speaksFor('reply', reply === 'no-address'),
    decides('names', isAny(address) && names !== undefined),
  ],
  remedy: (facts) => {
    const { address, evidence, names } = facts;
    const { host } = evidence.target;
    const means = `${host} leads to ${address}, which is the address of nobody: blockers answer so for names on their lists.`;
    if (names?.source === 'hosts-file')
      return {
        action: 'correct-hosts-file',
        text: `${means} The line is in the hosts file of this machine: take it out.`,
        commands: [sh`grep -n ${host} /etc/hosts`],
      };
    return {
      action: 'unblock-answer',
      text: `${means} Take the name off the list of the resolver (${serversOf(facts).join(', ')}), or ask one that does not block; if that does not block either, the zone itself has such a record.`,
      commands: asking(facts),
    };
  },
};

const knownToAnotherResolver: CauseFile = {
  cause: 'known-to-another-resolver',
  prior: 3,
  judge: ({ names, reply }) => [
    speaksFor('reply', reply === 'no-address'),
    decides('names', names?.contradicted),
  ],
  remedy: (facts) => {
    const { host } = facts.evidence.target;
    const answers = facts.evidence.names?.answers ?? [];
    const of = (knows: boolean): string =>
      answers
        .filter(({ addresses }) => addresses.length > 0 === knows)
        .map(({ server }) => server)
        .toSorted()
        .join(', ');
    return {
      action: 'forward-zone',
      text: `The resolver ${of(true)} knows ${host}, and ${of(false)} does not: it is a name of one network (a VPN, a company) alone. A client asks the next resolver of its list where one fails, not where one says that there is no such name. Have the first pass questions for that zone on (dnsmasq: server=/ZONE/${of(true)}; systemd-resolved: resolvectl domain LINK '~ZONE'), or put the one that knows the zone first.`,
      commands: ['grep nameserver /etc/resolv.conf', ...asking(facts)],
    };
  },
};

const ownResolver: CauseFile = {
  cause: 'own-resolver',
  prior: 2,
  judge: ({ names }) => [decides('names', names?.ownResolver)],
  remedy: (facts) => {
    const { host } = facts.evidence.target;
    const from = facts.names?.source === 'hosts-file' ? ', from the hosts file' : '';
    return {
      action: 'ask-system',
      text: `The system knows ${host}${from}, and DNS does not; the program was told that there is no such name: it asks DNS by itself. Have it ask the system (getaddrinfo), switch its own resolver off (DNS over HTTPS, c-ares, a resolver setting), or give the name a record where its zone is kept.`,
      commands: [sh`getent ahosts ${host}`, ...asking(facts)],
    };
  },
};

export const causes: readonly CauseFile[] = [
  blockedAnswer,
  searchDomainMissing,
  ownResolver,
  knownToAnotherResolver,
  failing('name-does-not-exist', 4, ['ENOTFOUND'], (facts) => ({
    action: 'correct-record',
    text: `No resolver knows ${facts.evidence.target.host}. See whether it is spelt right; if it is, add its record where the zone is kept. That there is none may be remembered for a while (RFC 2308).`,
    commands: asking(facts),
  })),
  failing('no-address', 1, ['ENODATA'], (facts) => ({
    action: 'correct-record',
    text: `The name ${facts.evidence.target.host} exists, and has neither an A nor an AAAA record: it may be meant for mail, names below it are, or it is an alias (CNAME) of a name that is gone. Use the name of the service, or add its record where the zone is kept.`,
    commands: asking(facts),
  })),
  failing(
    'server-failure',
    3,
    ['ESERVFAIL', 'EREFUSED', 'ENOTIMP', 'EFORMERR', 'EBADRESP'],
    mending(
      (servers, { evidence }) =>
        `The resolver (${servers}) answers, and cannot find out the address of ${evidence.target.host}: the name servers of its zone, or the resolver that it forwards to, do not answer it, or answer what it must not believe (DNSSEC). See in its log; meanwhile use another resolver.`,
    ),
  ),
  failing(
    'resolver-silent',
    2,
    ['ETIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EACCES', 'EPERM'],
    mending(
      (servers) =>
        `The resolver (${servers}) does not answer: it is gone, out of reach, or a firewall discards or rejects the questions. Let UDP and TCP port 53 of it be reached, or put the address of another one into /etc/resolv.conf.`,
    ),
  ),
  failing(
    'resolver-not-listening',
    1,
    ['ECONNREFUSED'],
    mending(
      (servers) =>
        `The machine ${servers} is there, and nothing listens on its port 53. Start the resolver on it, or put the address of another one into /etc/resolv.conf.`,
    ),
  ),
];
