import type { Daemon } from '../topology/daemon.ts';
import type { Placement } from '../topology/place.ts';
import { shell, type Change, type Step } from './change.ts';
import { byTool, type Ruling } from './host-firewall.ts';

type BanTarget = 'DROP' | 'REJECT';

const jail = 'app';
const log = '/var/log/app.log';
const jailFile = '/etc/fail2ban/jail.local';
const settingsFile = '/etc/fail2ban/fail2ban.local';

/** Actions of fail2ban, in /etc/fail2ban/action.d. */
const actions = { iptables: 'iptables-multiport', nft: 'nftables-multiport' };

/** The action's rules apply `blocktype`: a reject by default, set separately for IPv6. */
const dropping = (action: string): string => {
  const type = `blocktype = ${action === actions.nft ? 'drop' : 'DROP'}`;
  return `printf '[Init]\n${type}\n[Init?family=inet6]\n${type}\n' > /etc/fail2ban/action.d/${action}.local`;
};

/** Log lines of failed logins from one address, enough for a ban (jail.conf(5), maxretry). */
const failedLogins = ({ addresses }: Placement): string =>
  `for one in 1 2 3 4 5; do date "+%F %T login failed from ${addresses['client']}"; done > ${log}`;

/** An administrator's jail for a service of their own (jail.conf(5)). No state survives a restart. */
const settings = ({ aim }: Placement, by: string, action: BanTarget): string => `set -e
cat > ${jailFile} <<'END'
[DEFAULT]
backend = polling
usedns = no
[sshd]
enabled = false
[${jail}]
enabled = true
filter =
failregex = login failed from <HOST>$
logpath = ${log}
port = ${aim.port}
banaction = ${by}
END
${action === 'DROP' ? dropping(by) : ''}
printf '[Definition]\\ndbfile = None\\nallowipv6 = yes\\n' > ${settingsFile}
mkdir -p /run/fail2ban`;

const fail2ban = (on: string): Daemon => ({
  ...{ on, name: 'fail2ban', ready: 'Server ready', capabilities: ['net_admin', 'net_raw'] },
  argv: ['fail2ban-server', '-xf', '--logtarget', 'STDOUT', 'start'],
});

/**
 * Waits until the client is in a rule or a set of fail2ban's own: within a second after fail2ban has read the log or got
 * the command. Other rules may name the client as well.
 */
const untilBanned = (on: string, { addresses, ipVersion }: Placement): Step => {
  const tool = ipVersion === 4 ? 'iptables' : 'ip6tables';
  const own = `{ ${tool} -S f2b-${jail}; nft list table inet f2b-table; } 2>/dev/null`;
  return shell(
    on,
    `for turn in $(seq 200); do ${own} | grep -qwF ${addresses['client']} && exit; sleep 0.05; done; exit 1`,
  );
};

/** fail2ban removes its rules when it ends; after SIGKILL they are left. */
const leaveNothing = (on: string, { ipVersion }: Placement): Step => {
  const tool = ipVersion === 4 ? 'iptables' : 'ip6tables';
  const rules = `${tool}-save | grep -e '^-A INPUT .*-j f2b-${jail}$' | sed 's/^-A/-D/'`;
  return shell(
    on,
    [
      `${rules} | while read -r rule; do ${tool} $rule; done`,
      `! ${tool} -S f2b-${jail} >/dev/null 2>&1 || { ${tool} -F f2b-${jail} && ${tool} -X f2b-${jail}; }`,
      '! nft list table inet f2b-table >/dev/null 2>&1 || nft delete table inet f2b-table',
      `rm -rf ${jailFile} ${settingsFile} /etc/fail2ban/action.d/*.local ${log} /run/fail2ban`,
    ].join('\n'),
  );
};

const byFail2ban = (by: string, action: BanTarget): Ruling => ({
  apply: (on, placement) => [
    shell(on, failedLogins(placement)),
    shell(on, settings(placement, by, action)),
    { kind: 'start', ...fail2ban(on) },
    untilBanned(on, placement),
  ],
  undo: (on, placement) => [{ kind: 'end', on, name: 'fail2ban' }, leaveNothing(on, placement)],
});

/** fail2ban finds failed logins of the client in the service's log, and bans its address from the port. */
export const banClient = <const H extends string>(on: H, action: BanTarget): Change<H> =>
  byTool(
    {
      ...{ verb: 'banClient', on },
      says: `fail2ban's rules for the port ${action === 'DROP' ? 'discard' : 'reject'} what the client sends`,
    },
    {
      iptables: byFail2ban(actions.iptables, action),
      nft: byFail2ban(actions.nft, action),
    },
  );

const set = (on: string, verb: 'banip' | 'unbanip', { addresses }: Placement): Step => ({
  ...{ kind: 'run', on },
  argv: ['fail2ban-client', 'set', jail, verb, addresses['client'] ?? ''],
});

/** The client's ban is lifted; the jail stays active. */
export const unbanClient = <const H extends string>(on: H): Change<H> => ({
  verb: 'unbanClient',
  on,
  says: 'the ban of the client is taken back',
  varies: { firewall: ['iptables', 'nft'] },
  apply: (placement) => [set(on, 'unbanip', placement)],
  undo: (placement) => [set(on, 'banip', placement), untilBanned(on, placement)],
});
