import { pageOf } from '../../observe/pages.ts';
import { sh } from '../command.ts';
import { byAnswer } from './by-answer.ts';

export const sourceNotAllowed = byAnswer('source-not-allowed', 2, ({ handshake, port }) => {
  const words = pageOf(handshake?.firstBytes)?.words ?? '';
  const [, how, look] = ways.find(([of]) => of.test(words)) ?? [
    ...([words, 'See in its configuration and its log which addresses it admits.'] as const),
    sh`ss -ltnp ${`sport = :${port}`}`,
  ];
  return {
    action: 'admit-client',
    text: `The service on port ${port} says itself that it does not serve the address of this client. Let it admit this address alone, and not all. ${how}`,
    commands: [look],
  };
});

/** For each service, the setting that lists allowed clients, and a read-only command that shows it. */
const ways: readonly [of: RegExp, how: string, look: string][] = [
  [
    /protected mode/i,
    'Redis in protected mode serves only its own machine while its default user has no password: give it one (requirepass, or ACL SETUSER) that the client sends, and let the firewall admit those that should come. Do not switch protected-mode off for all.',
    'redis-cli CONFIG GET protected-mode',
  ],
  [
    /is not allowed to connect/i,
    "MySQL and MariaDB know accounts by user and host: create one for the host of this client (CREATE USER 'name'@'address'), and grant it what it needs.",
    'mariadb -e "SELECT user, host FROM mysql.user"',
  ],
  [
    /is blocked because of many connection errors/i,
    'MySQL and MariaDB block a host that broke off too often (max_connect_errors): find out why it did (a health check that only connects is one), then run FLUSH HOSTS.',
    'mariadb -e "SELECT * FROM performance_schema.host_cache"',
  ],
  [
    /pg_hba\.conf/i,
    'PostgreSQL admits what pg_hba.conf lists: add a line for this address, user and database, and reload.',
    'psql -c "SHOW hba_file"',
  ],
  [
    /^Not allowed at this time/i,
    'OpenSSH refuses an address for some time after failed logins (PerSourcePenalties in sshd_config): wait, mend the logins that fail, or list the address in PerSourcePenaltyExemptList.',
    'sshd -T | grep -i persource',
  ],
];
