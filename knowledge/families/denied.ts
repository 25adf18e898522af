import type { Family } from '../family.ts';

const allows =
  'The service takes connections from other addresses or users than this one: its own list says so.';

export const denied: Family = {
  name: 'denied',
  stage: 'exchange',
  says: 'The service is reached, and answers that it does not serve this client.',
  symptoms: [],
  words: [
    {
      by: 'PostgreSQL',
      says: [
        'sorry, too many clients already',
        'remaining connection slots are reserved for',
        'too many connections for role',
        'too many connections for database',
      ],
      causes: ['server-full'],
      source: 'PostgreSQL, src/backend/storage/lmgr/proc.c and utils/init/postinit.c (53300)',
    },
    {
      by: 'mysql',
      says: ['Too many connections', 'ER_CON_COUNT_ERROR', 'ERROR 1040'],
      causes: ['server-full'],
      source: 'MySQL, ER_CON_COUNT_ERROR (1040)',
    },
    {
      by: 'redis',
      says: ['max number of clients reached'],
      causes: ['server-full'],
      source: 'redis, src/networking.c',
    },
    {
      by: 'PostgreSQL',
      says: [
        'no pg_hba.conf entry for host',
        'no pg_hba.conf entry',
        'pg_hba.conf rejects connection for host',
      ],
      causes: ['source-not-allowed'],
      means: `${allows} On the server: psql -c 'SHOW hba_file', and read the file.`,
      source: 'PostgreSQL, src/backend/libpq/auth.c',
    },
    {
      by: 'mysql',
      says: [
        'is not allowed to connect to this MySQL server',
        'is not allowed to connect to this MariaDB server',
        'ER_HOST_NOT_PRIVILEGED',
        'ERROR 1130',
      ],
      causes: ['source-not-allowed'],
      means: `${allows} On the server: SELECT user, host FROM mysql.user.`,
      source: 'MySQL, ER_HOST_NOT_PRIVILEGED (1130); sidorares/node-mysql2#170',
    },
    {
      by: 'mysql',
      says: ['is blocked because of many connection errors', 'ER_HOST_IS_BLOCKED', 'ERROR 1129'],
      causes: ['source-not-allowed', 'banned-client'],
      source: 'MySQL, ER_HOST_IS_BLOCKED (1129)',
    },
    {
      by: 'mysql',
      says: ['Access denied for user', 'ER_ACCESS_DENIED_ERROR'],
      causes: ['token-required'],
      look: [
        {
          on: 'client',
          run: "mysql -h SERVER -P PORT -u USER -p -e 'SELECT CURRENT_USER()'",
          shows:
            'an answer with the right password: the program has another user or password; the same error, where the account is for other hosts',
        },
      ],
      source: 'MySQL, ER_ACCESS_DENIED_ERROR (1045)',
    },
    {
      by: 'PostgreSQL',
      says: ['password authentication failed for user'],
      causes: ['token-required'],
      look: [
        {
          on: 'client',
          run: "psql -h SERVER -p PORT -U USER -W -c 'SELECT 1'",
          shows: 'an answer with the right password: the program has another user or password',
        },
      ],
      source: 'PostgreSQL, src/backend/libpq/auth.c',
    },
    {
      by: 'redis',
      says: ['DENIED Redis is running in protected mode'],
      causes: ['source-not-allowed'],
      means: `${allows} On the server: redis-cli CONFIG GET protected-mode bind requirepass.`,
      source: 'redis, src/networking.c',
    },
    {
      by: 'redis',
      says: ['NOAUTH Authentication required', 'WRONGPASS invalid username-password pair'],
      causes: ['token-required'],
      look: [
        {
          on: 'client',
          run: 'redis-cli -h SERVER -p PORT --askpass ping',
          shows: 'PONG with the right password: the program has none, or another',
        },
      ],
      source: 'redis, src/server.c and src/acl.c',
    },
    {
      by: 'ssh',
      says: ['Not allowed at this time'],
      causes: ['source-not-allowed'],
      means:
        'sshd refuses the address for some time, after logins that failed (PerSourcePenalties in sshd_config).',
      source: 'OpenSSH, sshd.c',
    },
    {
      by: 'ssh',
      says: ['Permission denied (publickey', 'Too many authentication failures'],
      causes: ['token-required'],
      look: [
        {
          on: 'client',
          run: "ssh -v SERVER true 2>&1 | grep -E 'Offering|Authentications'",
          shows:
            'the keys that are offered: none of them is in authorized_keys of that user, or the user is another',
        },
      ],
      source: 'OpenSSH, sshconnect2.c and auth.c',
    },
    {
      by: 'nginx',
      says: ['limiting connections by zone', 'limiting requests, excess:'],
      causes: ['server-full'],
      source: 'nginx, ngx_http_limit_conn_module.c and ngx_http_limit_req_module.c',
    },
    {
      by: 'Socket.IO',
      says: ['Session ID unknown'],
      causes: [],
      means:
        'The request came to another process than the one that opened the session: the balancer does not keep a client at one of them (sticky sessions), or the server started anew.',
      source: 'engine.io, lib/server.ts; socketio/socket.io#4433 and #1982',
    },
  ],
  suspects: [
    {
      cause: 'server-full',
      look: [
        {
          on: 'server',
          run: "ss -Htn state established 'sport = :PORT' | wc -l",
          shows: 'a number at the limit of the service (max_connections, maxclients)',
        },
      ],
    },
    {
      cause: 'source-not-allowed',
      look: [
        {
          on: 'client',
          run: 'nc SERVER PORT </dev/null',
          shows: 'the service says that it does not serve this address, and closes',
        },
        {
          on: 'server',
          run: "psql -c 'SHOW hba_file'",
          shows: 'PostgreSQL: the file in which no line fits this address, user and database',
        },
        {
          on: 'server',
          run: 'mariadb -e "SELECT user, host FROM mysql.user"',
          shows: 'MySQL, MariaDB: no account for the host of the client',
        },
        {
          on: 'server',
          run: 'redis-cli CONFIG GET protected-mode',
          shows: 'Redis: yes, and the default user has no password',
        },
      ],
    },
    {
      cause: 'token-required',
      look: [
        {
          on: 'client',
          run: 'curl -i http://SERVER:PORT/',
          shows: '401, and WWW-Authenticate says what is wanted',
        },
      ],
    },
  ],
};
