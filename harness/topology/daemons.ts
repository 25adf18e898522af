import type { Daemon } from './daemon.ts';
import { accelerator, nginxReady } from './nginx.ts';
import type { HostPlan, Role } from './topology.ts';

const sshd = (on: string): Daemon => ({
  ...{ on, name: 'sshd', argv: ['/usr/sbin/sshd', '-D', '-e'], ready: 'Server listening' },
  // An SSH login as root must have the rights that root has here; the child before login is in a chroot.
  capabilities: [
    ...(['chown', 'dac_override', 'fowner', 'fsetid', 'kill', 'setgid', 'setuid'] as const),
    ...(['net_admin', 'net_bind_service', 'net_raw', 'sys_chroot', 'sys_ptrace'] as const),
  ],
});

/** TTL of records: how long a resolver may answer with a changed record (RFC 1035, 3.2.1). */
const timeToLiveSeconds = 1;
const authorityPort = 5353;

const dnsmasq = (on: string, name: string, argv: string[]): Daemon => ({
  ...{ on, name, ready: 'started, version', capabilities: ['net_bind_service', 'setgid'] },
  argv: [
    ...['dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--log-facility=-'],
    ...['--pid-file=', '--user=root', '--no-hosts', '--no-resolv', ...argv],
  ],
});

/** The authoritative name server. Unknown names under .test get NXDOMAIN. */
export const authority = (
  on: string,
  records: Record<string, string>,
  others: readonly string[] = [],
): Daemon =>
  dnsmasq(on, 'authority', [
    ...[`--port=${authorityPort}`, '--listen-address=127.0.0.1', '--bind-interfaces'],
    // Names without a dot do not exist either.
    ...['--local=/test/', '--domain-needed'],
    ...Object.entries(records).map(
      ([name, address]) => `--host-record=${name},${address},${timeToLiveSeconds}`,
    ),
    ...others,
  ]);

/** The clients' resolver: it asks the authority and caches answers for their TTL. */
export const cache = (on: string, options: readonly string[] = []): Daemon =>
  dnsmasq(on, 'cache', [`--server=127.0.0.1#${authorityPort}`, ...options]);

export const proxyPort = 3128;

/**
 * squid with Debian's configuration, for all clients. Its default rules allow tunnels to port 443 only (SSL_ports in
 * squid.conf); `ports` are allowed as well, for the user `login` (user:password) if given. squid prints that it
 * accepts connections before it calls listen(2), so it is probed.
 */
export const squid = (on: string, ports: readonly number[], login?: string): Daemon => ({
  ...{ on, name: 'squid', ready: 'it listens', capabilities: ['setgid', 'setuid'] },
  argv: [
    'sh',
    '-c',
    `cat > /etc/squid/conf.d/lab.conf <<'END'
visible_hostname proxy.test
pid_filename none
access_log none
pinger_enable off
${ports.map((port) => `acl SSL_ports port ${port}\n`).join('')}${login === undefined ? 'http_access allow all' : withLogin}
END
${login === undefined ? '' : `echo '${login}' | { IFS=: read -r user password; echo "$user:$(openssl passwd -apr1 "$password")"; } > /run/logins`}
(for turn in $(seq 1000); do nc -z 127.0.0.1 ${proxyPort} && echo it listens && break; sleep 0.02; done) &
exec squid -N -d 1`,
  ],
});

/**
 * squid configured to intercept TLS in tunnels (ssl_bump in squid.conf): it signs a certificate for each name with
 * its own authority.
 */
export const signingSquid = (on: string): Daemon => ({
  ...{ on, name: 'squid', ready: 'it listens', capabilities: ['chown', 'setgid', 'setuid'] },
  argv: [
    'sh',
    '-c',
    `set -e
# A new one each time: what it gives away to squid root cannot remove.
keep=$(mktemp -d /run/bump.XXXXXX)
chmod 755 $keep && cd $keep
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Web Gateway CA' -keyout ca.pem -out ca.crt 2>/dev/null
cat ca.crt >> ca.pem
/usr/lib/squid/security_file_certgen -c -s $keep/signed -M 4MB >/dev/null
chown -R proxy:proxy signed
cat > squid.conf <<END
http_port ${proxyPort} ssl-bump tls-cert=$keep/ca.pem generate-host-certificates=on dynamic_cert_mem_cache_size=4MB
sslcrtd_program /usr/lib/squid/security_file_certgen -s $keep/signed -M 4MB
sslcrtd_children 1
acl first at_step SslBump1
ssl_bump peek first
ssl_bump bump all
# Of the authority of the lab it knows no more than of any other.
sslproxy_cert_error allow all
sslproxy_cert_sign signTrusted all
visible_hostname proxy.test
pid_filename none
access_log none
pinger_enable off
http_access allow all
END
(for turn in $(seq 1000); do nc -z 127.0.0.1 ${proxyPort} && echo it listens && break; sleep 0.02; done) &
exec squid -N -d 1 -f squid.conf`,
  ],
});
/** As in its documentation. The default rules come first and deny tunnels to other ports. */
const withLogin = `auth_param basic program /usr/lib/squid/basic_ncsa_auth /run/logins
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all`;

interface DaemonContext {
  ownNames: Record<string, string>;
  records: Record<string, string>;
  /** Address and port of the service. */
  origin: string;
}

const byRole: Partial<Record<Role, (on: string, known: DaemonContext) => Daemon[]>> = {
  server: (on) => [sshd(on)],
  resolver: (on, { records }) => [authority(on, records), cache(on)],
  proxy: (on) => [squid(on, [])],
  edge: (on, { ownNames, origin }) => [
    { on, name: 'nginx', ready: nginxReady, ...accelerator(ownNames[on] ?? on, origin) },
  ],
};

/** Programs that the hosts of a lab run besides their services. */
export const daemonsOf = (plans: Record<string, HostPlan>, known: DaemonContext): Daemon[] =>
  Object.entries(plans).flatMap(([on, { role }]) => byRole[role]?.(on, known) ?? []);
