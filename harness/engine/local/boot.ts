import { agentPath } from '../agent-path.ts';
import { limitedTo, ofAgent, rootOfHost } from '../agent/rights.ts';

const nodes = 'null zero full random urandom tty';

/**
 * Boot script of a lane's first process, in new namespaces. It mounts the root file system (an overlay on the
 * unpacked image with the upper layer in memory) with the /dev, /proc and /sys of a container, leaves the machine's
 * root irreversibly by pivot_root(2), and becomes tini(1) with the agent. Arguments: the lower layers; optionally
 * type and options of the cgroup file system that shows the lane's CPU time. All is mounted over the notes' folder:
 * no lane sees another's mounts.
 */
const boot = `set -e
umask 022
mount -t tmpfs -o mode=755,nosuid,nodev lane lanes
mkdir lanes/upper lanes/work lanes/root
mount -t overlay -o "lowerdir=$1,upperdir=lanes/upper,workdir=lanes/work" overlay lanes/root
cd lanes/root
mount -t tmpfs -o mode=755,nosuid dev dev
for node in ${nodes}; do : > dev/$node; mount --bind /dev/$node dev/$node; done
mkdir dev/pts dev/shm dev/mqueue
ln -s pts/ptmx dev/ptmx
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
mount -t tmpfs -o mode=1777,size=64m,nosuid,nodev,noexec shm dev/shm
mount -t proc -o nosuid,nodev,noexec proc proc
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs sys
case "$2" in
  cgroup2) mount -t cgroup2 -o ro,nosuid,nodev,noexec none sys/fs/cgroup ;;
  cgroup)
    mount -t tmpfs -o mode=755 none sys/fs/cgroup
    mkdir sys/fs/cgroup/cpuacct
    mount -t cgroup -o "ro,nosuid,nodev,noexec,$3" none sys/fs/cgroup/cpuacct ;;
esac
mkdir -p run/hosts .machine
mount -t tmpfs -o mode=755,nosuid,nodev hosts run/hosts
hostname lane
ip link set lo up
pivot_root . .machine
umount -l /.machine
rmdir /.machine
cd /
exec ${limitedTo([...rootOfHost, ...ofAgent]).join(' ')} tini -s -- node ${agentPath}`;

/** Joins control groups, so that all that follows is accounted. 0 means the writing process (cgroups(7)). */
const join = `for group in $GROUPS_TO_JOIN; do echo 0 > "$group/cgroup.procs" || exit; done; exec "$@"`;

const namespaces = ['--mount', '--pid', '--net', '--uts', '--ipc', '--cgroup'];

export interface BootOptions {
  /** Prefixes a command that must be root of the layers' files (machine/local). */
  asRoot: (...argv: [string, ...string[]]) => string[];
  /** Folder names in the working directory, topmost layer first. */
  layers: readonly string[];
  /** Type and options of the cgroup file system to mount in the lane. */
  shown: readonly string[];
  /** Whether the lane outlives the process that starts it. */
  keep: boolean;
}

/**
 * The command that becomes a lane. If its parent dies, the kernel kills it, and so the first process of its pid
 * namespace and all others (PR_SET_PDEATHSIG(2const), pid_namespaces(7)).
 */
export const bootCommand = ({ asRoot, layers, shown, keep }: BootOptions): string[] => [
  ...['sh', '-c', join, 'join'],
  ...asRoot(
    'setpriv',
    // Becoming root of a user namespace clears this setting, so it comes after.
    `--pdeathsig=${keep ? 'clear' : 'KILL'}`,
    ...['unshare', ...namespaces, '--fork', '--kill-child=KILL'],
    ...['sh', '-c', boot, 'lane', layers.join(':'), ...shown],
  ),
];
