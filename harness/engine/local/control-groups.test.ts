import { expect, test } from 'vitest';
import { hierarchies, ownGroup } from './control-groups.ts';

const mountinfo = `
25 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw
30 25 0:26 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
31 25 0:27 /docker/abc /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct
32 25 0:28 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`;

test('hierarchies of control groups are told from other mounts, with and without peer groups', () => {
  expect(hierarchies(mountinfo).map(({ type, mount, root }) => [type, mount, root])).toEqual([
    ['cgroup', '/sys/fs/cgroup/memory', '/'],
    ['cgroup', '/sys/fs/cgroup/cpu,cpuacct', '/docker/abc'],
    ['cgroup2', '/sys/fs/cgroup/unified', '/'],
  ]);
});

test("a lane's group is below that of its run, where that can be seen", () => {
  const [memory, cpu] = hierarchies(mountinfo);
  expect([
    ownGroup(memory!, '/user/a'),
    ownGroup(memory!, '/'),
    ownGroup(cpu!, '/docker/abc/b'),
    ownGroup(cpu!, '/elsewhere'),
  ]).toEqual([
    '/sys/fs/cgroup/memory/user/a',
    '/sys/fs/cgroup/memory',
    '/sys/fs/cgroup/cpu,cpuacct/b',
    '/sys/fs/cgroup/cpu,cpuacct',
  ]);
});
