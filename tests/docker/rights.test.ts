import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rejectPackets } from '../../harness/changes/index.ts';
import type { Lab, CommandOutcome } from '../../harness/engine/engine.ts';
import { openLab } from '../../harness/run/open-lab.ts';
import { client, lan, edge, proxy, server, webSocket } from '../../harness/topology/topology.ts';
import { lanePool } from '../../harness/run/lane-pool.ts';
import { seed } from './lanes.ts';

/** A lab with every daemon that there is. */
const topology = lan({
  client: client(),
  server: server(webSocket()),
  resolver: { role: 'resolver' },
  proxy: proxy(),
  edge: edge(),
});
const pool = lanePool(1);
let lab: Lab;
let done = (): void => undefined;
beforeAll(async () => {
  await pool.open();
  await new Promise<void>((ready, failed) => {
    void pool
      .use(async (lane) => {
        const one = { label: 'rights', scenario: { topology, target: 'ws://server/' } } as const;
        await using open = await openLab(lane, one, { seed, given: { firewall: 'firewalld' } });
        lab = open.lab;
        await open.session.apply(rejectPackets('server', 'icmp-admin-prohibited'));
        ready();
        await new Promise<void>((resolve) => (done = resolve));
      })
      .catch(failed);
  });
});
afterAll(async () => {
  done();
  await pool.close();
});

/** As a fault's change runs it, or a person in `badconn exec --as root`. */
const asRoot = (script: string, host = 'server'): Promise<CommandOutcome> =>
  lab.run({ host, argv: ['sh', '-c', script], user: 'root' });

describe('root in a host cannot', () => {
  test.each([
    ['set what the kernel runs for a core dump', 'echo x > /proc/sys/kernel/core_pattern'],
    ['set how the machine swaps', 'cat /proc/sys/vm/swappiness > /proc/sys/vm/swappiness'],
    ['set how many files the machine opens', 'cat /proc/sys/fs/file-max > /proc/sys/fs/file-max'],
    ['make it writable', 'mount -o remount,rw,bind /proc/sys'],
    ['take away what makes it read-only', 'umount /proc/sys'],
    ['mount', 'mount -t tmpfs none /mnt'],
    ['mount a /proc', 'mount -t proc none /mnt'],
    ['bind', 'mount --bind /etc /mnt'],
    [
      'be root of new namespaces',
      'unshare --user --map-root-user --mount mount -t tmpfs none /mnt',
    ],
    ['make a device node', 'mknod /tmp/disk b 254 0'],
    ['change its root', 'chroot / true'],
    ['enter the namespaces of another process', 'nsenter -t 1 -m true'],
    ['set the clock', 'date -s 2020-01-01'],
    ['read the log of the kernel', 'dmesg'],
  ])('%s', async (_what, script) => {
    const { exitCode, stderr } = await asRoot(script);
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/denied|not permitted|Read-only|write protected|must be superuser/i);
  });

  test('write anything in /proc that is no process and not its own network', async () => {
    const { stdout } = await asRoot(
      `find /proc -maxdepth 4 -path '/proc/[0-9]*' -prune -o -path /proc/sys/net -prune -o -type f -perm /222 -print |
       while read -r file; do (: >> "$file") 2>/dev/null && echo "$file"; done; echo looked`,
    );
    expect(stdout).toBe('looked\n');
  });

  test('see a device or the hardware', async () => {
    const { stdout } = await asRoot('ls /dev; echo /sys:; ls /sys');
    const [devices, sys] = stdout.split('/sys:\n');
    const known = 'fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom zero';
    expect(devices?.trim().split('\n')).toEqual(known.split(' '));
    expect(sys).toBe('');
  });

  test('load a module', async () => {
    const { stdout } = await asRoot('grep CapEff /proc/self/status');
    // CAP_SYS_MODULE, CAP_SYS_RAWIO, CAP_SYS_ADMIN, CAP_SYS_BOOT, CAP_MKNOD (capabilities(7)).
    const held = BigInt(`0x${/[0-9a-f]{16}/.exec(stdout)?.[0]}`);
    for (const bit of [16n, 17n, 21n, 22n, 27n]) expect(held & (1n << bit)).toBe(0n);
  });
});

test('root in a host does what its network needs', async () => {
  const { exitCode, stdout, stderr } = await asRoot(`
set -e
sysctl -qw net.ipv4.tcp_fin_timeout=61
iptables -A INPUT -p tcp --dport 9 -j DROP && iptables -D INPUT -p tcp --dport 9 -j DROP
nft add table inet mine && nft delete table inet mine
ip link set eth0 mtu 1400
timeout 5 tcpdump -c 1 -i lo -w /dev/null & sleep 0.5; ping -c 2 -i 0.2 127.0.0.1 >/dev/null; wait $!
chown app /tmp && kill -0 1
ss -ltnpH 'sport = :22' | grep -o sshd | head -1`);
  expect({ exitCode, stdout, stderr }).toMatchObject({ exitCode: 0, stdout: 'sshd\n' });
});

/** Names of capabilities(7), by the number of their bit. */
const bits = { setgid: 6, setuid: 7, net_bind_service: 10, net_admin: 12, sys_admin: 21 };

test.each([
  ['resolver', 'dnsmasq', ['net_bind_service', 'setgid']],
  ['proxy', 'squid', ['setgid', 'setuid']],
  ['edge', 'nginx', ['net_bind_service', 'setgid', 'setuid']],
  ['server', 'firewalld', ['net_admin']],
  ['server', 'dbus-daemon', ['setgid', 'setuid']],
  ['server', 'sshd', ['net_admin', 'net_bind_service', 'setgid', 'setuid']],
  ['server', 'tini', []],
])('on the %s, %s holds what it needs and no more', async (host, program, wanted) => {
  const { stdout } = await asRoot(
    `for one in /proc/[0-9]*; do grep -qx ${program} $one/comm && grep -h CapBnd $one/status && break; done`,
    host,
  );
  const held = BigInt(`0x${/[0-9a-f]{16}/.exec(stdout)?.[0]}`);
  const names = Object.entries(bits).flatMap(([name, bit]) =>
    held & (1n << BigInt(bit)) ? [name] : [],
  );
  expect(names.toSorted()).toEqual([...wanted].toSorted());
});
