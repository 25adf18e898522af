#!/bin/sh
# badconn collect: what a server knows about its connections, as text on stdout.
# Reads only; changes nothing. The format is described in collector/parse.ts.
# A section is "@@ section <name>"; a fact that could not be had is "@@ missing <what>: <why>".
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
LC_ALL=C
export PATH LC_ALL

say() { printf '@@ %s\n' "$*"; }

# $1 section, $2 command, then its arguments. Warnings are kept: the parser knows them.
run() {
  section=$1
  shift
  if ! command -v "$1" >/dev/null 2>&1; then
    say "missing $section: $1 is not installed"
    return
  fi
  output=$("$@" 2>&1)
  status=$?
  if [ "$status" -ne 0 ]; then
    say "missing $section: $1 ended with $status: ${output%%
*}"
    return
  fi
  say "section $section"
  printf '%s\n' "$output"
  case $output in *--match-set*) matches=sets ;; esac
}

# The same, with at most 100 lines of elements for each set; `...` stands for what is left out.
run_short() {
  if command -v awk >/dev/null 2>&1; then
    run "$@" | awk '
      /^[ \t]*elements = [{]/ { inside = 1; shown = 0 }
      $1 == "add" { if (++of[$2] > 100) { if (of[$2] == 101) print $1, $2, "..."; next } }
      inside && ++shown > 100 && !/[}][ \t]*$/ { if (shown == 101) print "..., "; next }
      { print }
      inside && /[}][ \t]*$/ { inside = 0 }'
  else
    run "$@"
  fi
}

matches=
say 'badconn-report 1'
say "time $(date +%s%3N)"
# The effective user by proc_pid_status(5), where it is to be had: a process fewer than id(1).
uid=
if [ -r /proc/self/status ]; then
  while read -r name _ effective _; do
    if [ "$name" = Uid: ]; then
      uid=$effective
      break
    fi
  done </proc/self/status
fi
say "uid ${uid:-$(id -u)}"

run addresses ip -o addr show
run routes ip route show
run routes ip -6 route show
run listeners ss -Hltnp
run iptables iptables-save -c
[ -d /proc/sys/net/ipv6 ] && run ip6tables ip6tables-save -c
# Rules of the older kind, which the iptables-save of nf_tables does not show (xtables-nft(8)).
for family in ip ip6; do
  if { read -r _ <"/proc/net/${family}_tables_names"; } 2>/dev/null &&
    command -v "${family}tables-legacy-save" >/dev/null 2>&1; then
    run "${family}tables-legacy" "${family}tables-legacy-save" -c
  fi
done
run_short nft nft list ruleset
[ -n "$matches" ] && run_short ipset ipset save
run processes ps -eo pid=,stat=,comm=

# Command lines may hold passwords; what Workerman calls its processes does not.
say 'section titles'
grep -aso '^WorkerMan: [^[:cntrl:]]*' /proc/[0-9]*/cmdline

say 'section counters'
cat /proc/net/snmp /proc/net/netstat /proc/net/snmp6 /proc/net/xfrm_stat 2>/dev/null

if [ -r /proc/net/stat/nf_conntrack ]; then
  say 'section conntrack'
  cat /proc/net/stat/nf_conntrack
fi

if command -v awk >/dev/null 2>&1; then
  say 'section sockets'
  set -- /proc/net/tcp
  [ -r /proc/net/tcp6 ] && set -- /proc/net/tcp /proc/net/tcp6
  awk '$4 != "st" { n[$4]++ } END { for (s in n) print s, n[s] }' "$@"
else
  say 'missing sockets: awk is not installed'
fi

# Not with read: a sysctl gives its text to the first read(2) only, and sh reads byte by byte.
say 'section sysctls'
cd /proc/sys && grep -s . net/core/somaxconn net/ipv4/icmp_echo_ignore_all net/ipv4/ip_forward \
  net/ipv4/ip_local_port_range net/ipv4/tcp_abort_on_overflow net/ipv4/tcp_max_syn_backlog \
  net/ipv4/tcp_syncookies net/ipv4/tcp_tw_reuse net/ipv4/conf/all/rp_filter \
  net/ipv4/conf/default/rp_filter net/ipv6/bindv6only net/ipv6/conf/all/disable_ipv6 \
  net/netfilter/nf_conntrack_count net/netfilter/nf_conntrack_max

if read -r value </proc/loadavg; then
  say 'section load'
  printf '%s\n' "$value"
fi

say 'section markers'
if [ -r /etc/ufw/ufw.conf ]; then
  while read -r line; do
    case $line in ENABLED=*) printf 'ufw %s\n' "$line" ;; esac
  done </etc/ufw/ufw.conf
elif [ -e /etc/ufw/ufw.conf ]; then
  say 'missing ufw: /etc/ufw/ufw.conf cannot be read'
  say 'section markers'
fi
for pid in /run/firewalld.pid /var/run/firewalld.pid; do
  if [ -e "$pid" ]; then
    printf 'firewalld running\n'
    break
  fi
done
[ -d /www/server/panel ] && printf 'baota /www/server/panel\n'

say 'end'
