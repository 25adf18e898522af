#!/bin/sh
# Makes a Debian system the base of the labs. Changes nothing where all of it is already done, and
# then needs no network.
set -eu

wanted=$(cat /opt/setup/packages.txt)
missing=
for package in $wanted; do
  dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
    missing="$missing $package"
done
if [ -n "$missing" ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  # shellcheck disable=SC2086 # a list of words
  apt-get install -y --no-install-recommends $missing
  rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/log/apt /var/log/dpkg.log
fi
sh /opt/setup/trim.sh /

# Official Node images give uid 1000 to a user `node`.
if [ "$(id -nu 1000 2>/dev/null)" != app ]; then
  owner=$(id -nu 1000 2>/dev/null) && userdel -r "$owner" 2>/dev/null
  useradd --create-home --shell /bin/bash --uid 1000 app
fi

# A process without capabilities may not run a file that asks for some, even where it could do
# without them (capabilities(7)); a copy does not keep them. Pings go by ping_group_range instead.
cp /usr/bin/ping /usr/bin/ping.plain
mv /usr/bin/ping.plain /usr/bin/ping

# Debian gives mandoc's man(1) another name, so that man-db can stand beside it.
printf '#!/bin/sh\nexec mman "$@"\n' >/usr/bin/man
chmod 755 /usr/bin/man

# A WebSocket client for people, under the name that they know.
cat >/usr/local/bin/wscat <<'END'
#!/bin/sh
APP='["wscat"]' exec node --disable-warning=ExperimentalWarning /opt/lab/fixtures/hosts/app.cjs "$@"
END
chmod 755 /usr/local/bin/wscat

ssh-keygen -A >/dev/null
mkdir -p /run/sshd
node --version
