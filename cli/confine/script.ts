/**
 * Builds the file system of a confined command in new namespaces, and becomes the command. Arguments: badconn's
 * folder; `nobody` or `same`; number of shown paths; these paths; the command.
 *
 * The new root is a tmpfs with the shown paths, read-only where the kernel allows that to the user. The old root is
 * detached, so nothing leads back to it (pivot_root(2)). It is built on /sys, where no user files are.
 */
export const script = `set -eu
hidden=$1 user=$2 count=$3 root=/sys
shift 3

show() {
  case $1 in /*/*) mkdir -p "$root\${1%/*}" ;; esac
  if [ -d "$1" ]; then mkdir -p "$root$1"; else [ -e "$root$1" ] || : >"$root$1"; fi
  mount --rbind "$1" "$root$1"
  mount -o remount,bind,ro "$root$1" 2>/dev/null || :
}

mount -t tmpfs -o mode=755 tmpfs "$root"
mkdir -m 1777 "$root/tmp"
for folder in /usr /bin /sbin /lib /lib32 /lib64 /etc; do
  if [ -L "$folder" ]; then cp -P "$folder" "$root$folder"; elif [ -d "$folder" ]; then show "$folder"; fi
done
names=$(readlink -f /etc/resolv.conf || :)
case $names in /etc/* | '') ;; *) show "$names" ;; esac
mkdir "$root/dev" "$root/proc"
mkdir -m 1777 "$root/dev/shm"
for device in null zero full random urandom; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
mount -t proc proc "$root/proc"

# Before anything is shown there: an owner is given to folders of the new root alone.
home=\${HOME:-/tmp}
if [ ! -d "$root$home" ]; then
  mkdir -p "$root$home"
  if [ "$user" = nobody ]; then chown 65534:65534 "$root$home"; fi
fi

if [ -d "$root$hidden" ]; then mount -t tmpfs -o mode=755 tmpfs "$root$hidden"; fi
while [ "$count" -gt 0 ]; do
  show "$1"
  shift
  count=$((count - 1))
done

privileges='--no-new-privs --inh-caps=-all --bounding-set=-all --pdeathsig KILL'
if [ "$user" = nobody ]; then privileges="$privileges --reuid=65534 --regid=65534 --clear-groups"; fi
cd "$root"
mkdir old
pivot_root . old
umount -l old
rmdir old
cd /tmp
exec setpriv $privileges -- "$@"
`;
