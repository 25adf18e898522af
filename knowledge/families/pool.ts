import type { Family } from '../family.ts';

export const pool: Family = {
  name: 'pool',
  stage: 'local',
  says: 'The pool of the program gave no connection in time: all are held by other work of its own, or no new one can be opened.',
  symptoms: [],
  words: [
    {
      by: 'knex',
      says: [
        'Timeout acquiring a connection',
        'Knex: Timeout acquiring a connection. The pool is probably full',
      ],
      source: 'knex, lib/client.js; knex/knex#6034 and #1382',
    },
    {
      by: 'prisma',
      says: [
        'Timed out fetching a new connection from the connection pool',
        'Timed out fetching a new connection from the pool',
        'P2024',
      ],
      source: 'Prisma, error reference (P2024); prisma/prisma#7249 and #12545',
    },
    {
      by: 'node-postgres',
      says: ['timeout exceeded when trying to connect'],
      source: 'node-postgres, packages/pg-pool/index.js',
    },
    {
      by: 'node-postgres',
      says: ['Connection terminated due to connection timeout'],
      source: 'node-postgres, packages/pg-pool/index.js',
    },
    {
      by: 'Sequelize',
      says: ['SequelizeConnectionAcquireTimeoutError', 'ConnectionAcquireTimeoutError'],
      source: 'Sequelize, src/errors/connection',
    },
    {
      by: 'SQLAlchemy',
      says: ['QueuePool limit of size'],
      source: 'SQLAlchemy, lib/sqlalchemy/pool/impl.py',
    },
    {
      by: 'Java',
      says: [
        'Connection is not available, request timed out after',
        'Timeout waiting for connection from pool',
      ],
      source: 'HikariCP, HikariPool.java; Apache HttpClient, ConnectionPoolTimeoutException',
    },
    {
      by: '.NET',
      says: ['The timeout period elapsed prior to obtaining a connection from the pool'],
      source: '.NET, Microsoft.Data.SqlClient, Strings.resx',
    },
    {
      by: 'Python httpx',
      says: ['httpx.PoolTimeout', 'httpcore.PoolTimeout'],
      source: 'httpx, httpx/_exceptions.py',
    },
    {
      by: 'MongoDB',
      says: ['Timed out while checking out a connection from connection pool'],
      source: 'MongoDB Node driver, src/cmap/errors.ts',
    },
  ],
  suspects: [
    {
      cause: 'server-stalled',
      look: [
        {
          on: 'client',
          run: 'ss -tn dst SERVER',
          shows:
            'as many ESTAB as the pool holds: each waits for an answer, or is never given back',
        },
      ],
    },
    {
      cause: 'security-group',
      look: [
        {
          on: 'client',
          run: 'ss -tn dst SERVER; nc -zv SERVER PORT',
          shows: 'SYN-SENT, or no connection of the pool, and nc has no answer',
        },
      ],
    },
    {
      cause: 'host-firewall-drop',
      look: [
        {
          on: 'server',
          run: 'iptables -L INPUT -v -n; nft list ruleset',
          shows: 'a DROP rule, or the policy DROP, whose counter rises while you try',
        },
      ],
    },
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
  ],
};
