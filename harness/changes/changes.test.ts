import { expect, test } from 'vitest';
import { http, webSocket } from '../topology/topology.ts';
import * as verbs from './index.ts';
import { samplePlacement } from './sample-placement.ts';

function line(step: verbs.Step): string {
  switch (step.kind) {
    case 'run':
      return `${step.on}# ${step.argv.join(' ')}`;
    case 'serve':
      return `${step.on} serves ${JSON.stringify(step.as)}`;
    case 'aim':
      return `client is set to ${JSON.stringify(step.at)}`;
    case 'environment':
      return `client has ${Object.entries(step.set)
        .map(([name, value]) => (value === undefined ? `no ${name}` : `${name}=${value}`))
        .join(', ')}`;
    case 'daemon':
      return `${step.on}# ${step.argv.join(' ')} &, ready at ${step.ready}`;
    case 'start':
      return `${step.on} starts ${step.program} ${JSON.stringify(step.flags)}, ready at ${step.ready}`;
    case 'finish':
      return `${step.on} runs ${step.program}${step.user ? ` as ${step.user}` : ''} ${JSON.stringify(step.flags)}`;
    case 'end':
      return `${step.on} ends ${step.program}`;
  }
}

const tested = new Set<string>();

/** What a change does, as a person reads it: `+` applies it, `-` takes it back. */
function told(change: verbs.Change): string {
  tested.add(change.verb);
  return [
    change.says,
    ...change.apply(samplePlacement).map((step) => `+ ${line(step)}`),
    ...change.undo(samplePlacement).map((step) => `- ${line(step)}`),
  ].join('\n');
}

test('dropPackets', () => {
  expect(told(verbs.dropPackets('server'))).toMatchInlineSnapshot(`
    "the firewall of the host discards packets to the port
    + server# sh -c iptables -C INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT 2>/dev/null || iptables -I INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    + server# sh -c iptables -C INPUT -i lo -j ACCEPT 2>/dev/null || iptables -I INPUT -i lo -j ACCEPT
    + server# sh -c iptables -C INPUT -p icmp --icmp-type echo-request -j ACCEPT 2>/dev/null || iptables -I INPUT -p icmp --icmp-type echo-request -j ACCEPT
    + server# sh -c iptables -C INPUT -p tcp -m multiport --dports 22,80 -j ACCEPT 2>/dev/null || iptables -I INPUT -p tcp -m multiport --dports 22,80 -j ACCEPT
    + server# iptables -P INPUT DROP
    - server# iptables -P INPUT ACCEPT
    - server# sh -c ! iptables -C INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT 2>/dev/null || iptables -D INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    - server# sh -c ! iptables -C INPUT -i lo -j ACCEPT 2>/dev/null || iptables -D INPUT -i lo -j ACCEPT
    - server# sh -c ! iptables -C INPUT -p icmp --icmp-type echo-request -j ACCEPT 2>/dev/null || iptables -D INPUT -p icmp --icmp-type echo-request -j ACCEPT
    - server# sh -c ! iptables -C INPUT -p tcp -m multiport --dports 22,80 -j ACCEPT 2>/dev/null || iptables -D INPUT -p tcp -m multiport --dports 22,80 -j ACCEPT"
  `);
});

test('dropIcmp', () => {
  expect(told(verbs.dropIcmp('router'))).toMatchInlineSnapshot(`
    "the host discards ICMP
    + router# sh -c iptables -C INPUT -p icmp -j DROP 2>/dev/null || iptables -I INPUT -p icmp -j DROP
    + router# sh -c iptables -C FORWARD -p icmp -j DROP 2>/dev/null || iptables -I FORWARD -p icmp -j DROP
    - router# sh -c ! iptables -C INPUT -p icmp -j DROP 2>/dev/null || iptables -D INPUT -p icmp -j DROP
    - router# sh -c ! iptables -C FORWARD -p icmp -j DROP 2>/dev/null || iptables -D FORWARD -p icmp -j DROP"
  `);
});

test('rejectPackets, as iptables does by default', () => {
  expect(told(verbs.rejectPackets('server', 'icmp-port-unreachable'))).toMatchInlineSnapshot(`
    "the firewall of the host answers packets to the port with icmp-port-unreachable
    + server# sh -c iptables -C INPUT -p tcp --dport 4000 -j REJECT --reject-with icmp-port-unreachable 2>/dev/null || iptables -I INPUT -p tcp --dport 4000 -j REJECT --reject-with icmp-port-unreachable
    - server# sh -c ! iptables -C INPUT -p tcp --dport 4000 -j REJECT --reject-with icmp-port-unreachable 2>/dev/null || iptables -D INPUT -p tcp --dport 4000 -j REJECT --reject-with icmp-port-unreachable"
  `);
});

test('rejectPackets, as ufw does', () => {
  expect(told(verbs.rejectPackets('server', 'tcp-reset'))).toMatchInlineSnapshot(`
    "the firewall of the host answers packets to the port with tcp-reset
    + server# sh -c iptables -C INPUT -p tcp --dport 4000 -j REJECT --reject-with tcp-reset 2>/dev/null || iptables -I INPUT -p tcp --dport 4000 -j REJECT --reject-with tcp-reset
    - server# sh -c ! iptables -C INPUT -p tcp --dport 4000 -j REJECT --reject-with tcp-reset 2>/dev/null || iptables -D INPUT -p tcp --dport 4000 -j REJECT --reject-with tcp-reset"
  `);
});

test('openPort', () => {
  expect(told(verbs.openPort('server'))).toMatchInlineSnapshot(`
    "the firewall of the host lets the port in
    + server# sh -c iptables -C INPUT -p tcp --dport 4000 -j ACCEPT 2>/dev/null || iptables -I INPUT -p tcp --dport 4000 -j ACCEPT
    - server# sh -c ! iptables -C INPUT -p tcp --dport 4000 -j ACCEPT 2>/dev/null || iptables -D INPUT -p tcp --dport 4000 -j ACCEPT"
  `);
});

test('redirectLocally', () => {
  expect(told(verbs.redirectLocally('client'))).toMatchInlineSnapshot(`
    "the client redirects connections for the port to a local port without a listener
    + client# sh -c iptables -C OUTPUT -t nat -p tcp --dport 4000 -j REDIRECT --to-ports 4001 2>/dev/null || iptables -I OUTPUT -t nat -p tcp --dport 4000 -j REDIRECT --to-ports 4001
    - client# sh -c ! iptables -C OUTPUT -t nat -p tcp --dport 4000 -j REDIRECT --to-ports 4001 2>/dev/null || iptables -D OUTPUT -t nat -p tcp --dport 4000 -j REDIRECT --to-ports 4001"
  `);
});

test('removeRedirect', () => {
  expect(told(verbs.removeRedirect('client'))).toMatchInlineSnapshot(`
    "the redirect on the client is gone
    + client# sh -c ! iptables -C OUTPUT -t nat -p tcp --dport 4000 -j REDIRECT --to-ports 4001 2>/dev/null || iptables -D OUTPUT -t nat -p tcp --dport 4000 -j REDIRECT --to-ports 4001
    - client# sh -c iptables -C OUTPUT -t nat -p tcp --dport 4000 -j REDIRECT --to-ports 4001 2>/dev/null || iptables -I OUTPUT -t nat -p tcp --dport 4000 -j REDIRECT --to-ports 4001"
  `);
});

test('closeByUfw, by its default', () => {
  expect(told(verbs.closeByUfw('server', 'deny'))).toMatchInlineSnapshot(`
    "ufw is on, and denies the port
    + server# ufw allow 22,80/tcp
    + server# ufw --force enable
    - server# ufw --force disable
    - server# ufw delete allow 22,80/tcp
    - server# sh -c for tables in iptables ip6tables; do $tables-save | grep -v ufw | $tables-restore; done"
  `);
});

test('closeByUfw, by a rule', () => {
  expect(told(verbs.closeByUfw('server', 'reject'))).toMatchInlineSnapshot(`
    "ufw is on, and rejects the port
    + server# ufw default allow incoming
    + server# ufw reject 4000/tcp
    + server# ufw --force enable
    - server# ufw --force disable
    - server# ufw default deny incoming
    - server# ufw delete reject 4000/tcp
    - server# sh -c for tables in iptables ip6tables; do $tables-save | grep -v ufw | $tables-restore; done"
  `);
});

test('allowByUfw', () => {
  expect(told(verbs.allowByUfw('server'))).toMatchInlineSnapshot(`
    "ufw lets the port in
    + server# ufw allow 4000/tcp
    - server# ufw delete allow 4000/tcp"
  `);
});

test('installPanel', () => {
  expect(told(verbs.installPanel('server'))).toMatchInlineSnapshot(`
    "a hosting panel rules the firewall, and has not let the port in
    + server runs hosting-panel as root {"open":"22,80"}
    - server runs hosting-panel as root {"close":"22,80"}
    - server# sh -c for tables in iptables ip6tables; do $tables-save | grep -v ufw | $tables-restore; done"
  `);
});

test('openPortInPanel', () => {
  expect(told(verbs.openPortInPanel('server'))).toMatchInlineSnapshot(`
    "the port is on the list of the hosting panel
    + server runs hosting-panel as root {"open":"4000"}
    - server runs hosting-panel as root {"close":"4000"}"
  `);
});

test('useProxy, of another host', () => {
  expect(told(verbs.useProxy('client', 'proxy'))).toMatchInlineSnapshot(`
    "http_proxy of the client names the proxy
    + client has http_proxy=http://10.0.0.5:3128
    - client has no http_proxy"
  `);
});

test('useProxy, where nobody is', () => {
  expect(told(verbs.useProxy('client', 'nobody', 'ALL_PROXY'))).toMatchInlineSnapshot(`
    "ALL_PROXY of the client names a local proxy that is not running
    + client has ALL_PROXY=http://127.0.0.1:4001
    - client has no ALL_PROXY"
  `);
});

test('unsetProxy', () => {
  expect(told(verbs.unsetProxy('client'))).toMatchInlineSnapshot(`
    "http_proxy, https_proxy, ALL_PROXY are unset on the client
    + client has no http_proxy, no https_proxy, no ALL_PROXY
    - client has no http_proxy, no https_proxy, no ALL_PROXY"
  `);
});

test('bypassProxy', () => {
  expect(told(verbs.bypassProxy('client'))).toMatchInlineSnapshot(`
    "NO_PROXY of the client has the server on its list
    + client has NO_PROXY=localhost,10.0.0.3
    - client has no NO_PROXY"
  `);
});

test('allowPortInProxy', () => {
  expect(told(verbs.allowPortInProxy('proxy'))).toMatchInlineSnapshot(`
    "the proxy lets tunnels through to the port
    + proxy ends squid
    + proxy# sh -c cat > /etc/squid/conf.d/lab.conf <<'END'
    visible_hostname proxy.test
    pid_filename none
    access_log none
    pinger_enable off
    acl SSL_ports port 4000
    http_access allow all
    END
    (for turn in $(seq 1000); do nc -z 127.0.0.1 3128 && echo it listens && break; sleep 0.02; done) &
    exec squid -N -d 1 &, ready at it listens
    - proxy ends squid
    - proxy# sh -c cat > /etc/squid/conf.d/lab.conf <<'END'
    visible_hostname proxy.test
    pid_filename none
    access_log none
    pinger_enable off
    http_access allow all
    END
    (for turn in $(seq 1000); do nc -z 127.0.0.1 3128 && echo it listens && break; sleep 0.02; done) &
    exec squid -N -d 1 &, ready at it listens"
  `);
});

test('closeByFirewalld', () => {
  expect(told(verbs.closeByFirewalld('server'))).toMatchInlineSnapshot(`
    "firewalld is on, and its zone rejects the port
    + server# sh -c mkdir -p /run/dbus && exec dbus-daemon --system --nofork --nopidfile --print-address &, ready at unix:path=
    + server# firewalld --nofork --debug=1 &, ready at config.PolicyAdded
    - server ends firewalld
    - server ends dbus"
  `);
});

test('allowByFirewalld', () => {
  expect(told(verbs.allowByFirewalld('server'))).toMatchInlineSnapshot(`
    "the zone of firewalld lets the port in
    + server# firewall-cmd --quiet --add-port=4000/tcp
    - server# firewall-cmd --quiet --remove-port=4000/tcp"
  `);
});

test('rebind', () => {
  expect(told(verbs.rebind('server', '127.0.0.1'))).toMatchInlineSnapshot(`
    "the service listens on 127.0.0.1
    + server serves {"address":"127.0.0.1"}
    - server serves {"address":"0.0.0.0"}"
  `);
});

test('serve, with another program', () => {
  expect(told(verbs.serve('server', http()))).toMatchInlineSnapshot(`
    "the port is served by http-server
    + server serves {"options":{},"program":"http-server"}
    - server serves {"program":"web-socket-server","options":{}}"
  `);
});

test('serve, with the same program set otherwise', () => {
  expect(told(verbs.serve('server', webSocket({ refusal: '400' })))).toMatchInlineSnapshot(`
    "the port is served by web-socket-server
    + server serves {"options":{"refusal":"400"},"program":"web-socket-server"}
    - server serves {"program":"web-socket-server","options":{}}"
  `);
});

test('stopService', () => {
  expect(told(verbs.stopService('server'))).toMatchInlineSnapshot(`
    "the service is not running
    + server serves "stopped"
    - server serves {}"
  `);
});

test('startService', () => {
  expect(told(verbs.startService('server'))).toMatchInlineSnapshot(`
    "the service is started
    + server serves {}
    - server serves "stopped""
  `);
});

test('usePort, with nobody there', () => {
  expect(told(verbs.usePort('client', 'unused'))).toMatchInlineSnapshot(`
    "the client uses the unused port
    + client is set to {"port":4001}
    - client is set to {"port":4000}"
  `);
});

test('usePort, the right one', () => {
  expect(told(verbs.usePort('client', 'right'))).toMatchInlineSnapshot(`
    "the client uses the right port
    + client is set to {"port":4000}
    - client is set to {"port":4000}"
  `);
});

test('useScheme', () => {
  expect(told(verbs.useScheme('client', 'http'))).toMatchInlineSnapshot(`
    "the client speaks http
    + client is set to {"scheme":"http"}
    - client is set to {"scheme":"ws"}"
  `);
});

test('shrinkPortRange', () => {
  expect(told(verbs.shrinkPortRange('client'))).toMatchInlineSnapshot(`
    "the client has 16 local ports
    + client# sysctl -q -w net.ipv4.ip_local_port_range=50000 50015
    - client# sysctl -q -w net.ipv4.ip_local_port_range=32768 60999"
  `);
});

test('widenPortRange', () => {
  expect(told(verbs.widenPortRange('client'))).toMatchInlineSnapshot(`
    "sysctl -p loads net.ipv4.ip_local_port_range = 10000 65535
    + client# sh -c { grep -qsx 'net.ipv4.ip_local_port_range = 10000 65535' /etc/sysctl.conf || echo 'net.ipv4.ip_local_port_range = 10000 65535' >> /etc/sysctl.conf; } && sysctl -q -p
    - client# sh -c sed -i '/^net.ipv4.ip_local_port_range = /d' /etc/sysctl.conf && sysctl -q -w 'net.ipv4.ip_local_port_range=32768 60999'"
  `);
});

test('reuseTimeWait', () => {
  expect(told(verbs.reuseTimeWait('client'))).toMatchInlineSnapshot(`
    "sysctl -p loads net.ipv4.tcp_tw_reuse = 1
    + client# sh -c { grep -qsx 'net.ipv4.tcp_tw_reuse = 1' /etc/sysctl.conf || echo 'net.ipv4.tcp_tw_reuse = 1' >> /etc/sysctl.conf; } && sysctl -q -p
    - client# sh -c sed -i '/^net.ipv4.tcp_tw_reuse = /d' /etc/sysctl.conf && sysctl -q -w 'net.ipv4.tcp_tw_reuse=2'"
  `);
});

test('holdPorts', () => {
  expect(told(verbs.holdPorts('client'))).toMatchInlineSnapshot(`
    "live connections to the server hold every local port
    + client starts hold-ports {"address":"10.0.0.3","port":"4000","most":"64"}, ready at holding
    - client ends hold-ports"
  `);
});

test('floodShortConnections', () => {
  expect(told(verbs.floodShortConnections('client'))).toMatchInlineSnapshot(`
    "short-lived connections to the server have left every local port in TIME_WAIT
    + client runs flood-short-connections {"address":"10.0.0.3","port":"4000","most":"64"}
    - client# ss -K state time-wait ( dport = 4000 )"
  `);
});

test('pointName', () => {
  expect(told(verbs.pointName('resolver', 'old'))).toMatchInlineSnapshot(`
    "the name leads to old
    + resolver ends authority
    + resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --port=5353 --listen-address=127.0.0.1 --bind-interfaces --local=/test/ --host-record=shop.test,10.0.0.4,1 --host-record=oak.shop.test,10.0.0.3,1 &, ready at started, version
    + resolver ends cache
    + resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version
    - resolver ends authority
    - resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --port=5353 --listen-address=127.0.0.1 --bind-interfaces --local=/test/ --host-record=shop.test,10.0.0.3,1 --host-record=oak.shop.test,10.0.0.3,1 &, ready at started, version
    - resolver ends cache
    - resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version"
  `);
});

test('pointName, to nobody', () => {
  expect(told(verbs.pointName('resolver', 'nobody'))).toMatchInlineSnapshot(`
    "the name leads to an address that nobody has
    + resolver ends authority
    + resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --port=5353 --listen-address=127.0.0.1 --bind-interfaces --local=/test/ --host-record=shop.test,10.0.0.9,1 --host-record=oak.shop.test,10.0.0.3,1 &, ready at started, version
    + resolver ends cache
    + resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version
    - resolver ends authority
    - resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --port=5353 --listen-address=127.0.0.1 --bind-interfaces --local=/test/ --host-record=shop.test,10.0.0.3,1 --host-record=oak.shop.test,10.0.0.3,1 &, ready at started, version
    - resolver ends cache
    - resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version"
  `);
});

test('correctRecord', () => {
  expect(told(verbs.correctRecord('resolver'))).toMatchInlineSnapshot(`
    "the record of the name has the address of the server
    + resolver ends authority
    + resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --port=5353 --listen-address=127.0.0.1 --bind-interfaces --local=/test/ --host-record=shop.test,10.0.0.3,1 --host-record=oak.shop.test,10.0.0.3,1 &, ready at started, version
    - resolver ends authority
    - resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --port=5353 --listen-address=127.0.0.1 --bind-interfaces --local=/test/ --host-record=shop.test,10.0.0.3,1 --host-record=oak.shop.test,10.0.0.3,1 &, ready at started, version"
  `);
});

test('useHost', () => {
  expect(told(verbs.useHost('client', 'old'))).toMatchInlineSnapshot(`
    "the client uses the address of the old
    + client is set to {"host":"10.0.0.4"}
    - client is set to {"host":"10.0.0.3"}"
  `);
  expect(told(verbs.useHost('client', 'old', 'name'))).toMatchInlineSnapshot(`
    "the client uses the name of the old
    + client is set to {"host":"fir.shop.test"}
    - client is set to {"host":"10.0.0.3"}"
  `);
  expect(told(verbs.useHost('client', 'server', 'own name'))).toMatchInlineSnapshot(`
    "the client uses the own name of the server
    + client is set to {"host":"oak.shop.test"}
    - client is set to {"host":"10.0.0.3"}"
  `);
  expect(told(verbs.useHost('client', 'server', 'inner address'))).toMatchInlineSnapshot(`
    "the client uses the inner address of the server
    + client is set to {"host":"10.0.1.3"}
    - client is set to {"host":"10.0.0.3"}"
  `);
  expect(told(verbs.useHost('client', 'server', 'new address'))).toMatchInlineSnapshot(`
    "the client uses the new address of the server
    + client is set to {"host":"10.0.0.9"}
    - client is set to {"host":"10.0.0.3"}"
  `);
});

test('removeRecord', () => {
  expect(told(verbs.removeRecord('resolver'))).toMatchInlineSnapshot(`
    "the name has no address record
    + resolver ends authority
    + resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --port=5353 --listen-address=127.0.0.1 --bind-interfaces --local=/test/ --host-record=oak.shop.test,10.0.0.3,1 --mx-host=shop.test,mail.shop.test,10 &, ready at started, version
    + resolver ends cache
    + resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version
    - resolver ends authority
    - resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --port=5353 --listen-address=127.0.0.1 --bind-interfaces --local=/test/ --host-record=shop.test,10.0.0.3,1 --host-record=oak.shop.test,10.0.0.3,1 &, ready at started, version
    - resolver ends cache
    - resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version"
  `);
});

test('removeDomain', () => {
  expect(told(verbs.removeDomain('resolver'))).toMatchInlineSnapshot(`
    "the domain has no records
    + resolver ends authority
    + resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --port=5353 --listen-address=127.0.0.1 --bind-interfaces --local=/test/ &, ready at started, version
    + resolver ends cache
    + resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version
    - resolver ends authority
    - resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --port=5353 --listen-address=127.0.0.1 --bind-interfaces --local=/test/ --host-record=shop.test,10.0.0.3,1 --host-record=oak.shop.test,10.0.0.3,1 &, ready at started, version
    - resolver ends cache
    - resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version"
  `);
});

test('stopResolver', () => {
  expect(told(verbs.stopResolver('resolver'))).toMatchInlineSnapshot(`
    "the resolver is not running
    + resolver ends cache
    - resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version"
  `);
});

test('startResolver', () => {
  expect(told(verbs.startResolver('resolver'))).toMatchInlineSnapshot(`
    "the resolver is started
    + resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version
    - resolver ends cache"
  `);
});

test('requireSignatures', () => {
  expect(told(verbs.requireSignatures('resolver'))).toMatchInlineSnapshot(`
    "the resolver believes signed answers only, and the zone has no signatures
    + resolver ends cache
    + resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 --dnssec --dnssec-check-unsigned --trust-anchor=.,20326,8,2,E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D &, ready at started, version
    - resolver ends cache
    - resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version"
  `);
});

test('believeUnsigned', () => {
  expect(told(verbs.believeUnsigned('resolver'))).toMatchInlineSnapshot(`
    "the resolver believes the zone without signatures
    + resolver ends cache
    + resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version
    - resolver ends cache
    - resolver# dnsmasq --keep-in-foreground --conf-file=/dev/null --log-facility=- --pid-file= --user=root --no-hosts --no-resolv --server=127.0.0.1#5353 &, ready at started, version"
  `);
});

test('dropQueries', () => {
  expect(told(verbs.dropQueries('resolver'))).toMatchInlineSnapshot(`
    "the firewall of the resolver discards questions
    + resolver# sh -c iptables -C INPUT -p udp --dport 53 -j DROP 2>/dev/null || iptables -I INPUT -p udp --dport 53 -j DROP
    + resolver# sh -c iptables -C INPUT -p tcp --dport 53 -j DROP 2>/dev/null || iptables -I INPUT -p tcp --dport 53 -j DROP
    - resolver# sh -c ! iptables -C INPUT -p udp --dport 53 -j DROP 2>/dev/null || iptables -D INPUT -p udp --dport 53 -j DROP
    - resolver# sh -c ! iptables -C INPUT -p tcp --dport 53 -j DROP 2>/dev/null || iptables -D INPUT -p tcp --dport 53 -j DROP"
  `);
});

test('allowQueries', () => {
  expect(told(verbs.allowQueries('resolver'))).toMatchInlineSnapshot(`
    "the firewall of the resolver lets questions in
    + resolver# sh -c ! iptables -C INPUT -p udp --dport 53 -j DROP 2>/dev/null || iptables -D INPUT -p udp --dport 53 -j DROP
    + resolver# sh -c ! iptables -C INPUT -p tcp --dport 53 -j DROP 2>/dev/null || iptables -D INPUT -p tcp --dport 53 -j DROP
    - resolver# sh -c iptables -C INPUT -p udp --dport 53 -j DROP 2>/dev/null || iptables -I INPUT -p udp --dport 53 -j DROP
    - resolver# sh -c iptables -C INPUT -p tcp --dport 53 -j DROP 2>/dev/null || iptables -I INPUT -p tcp --dport 53 -j DROP"
  `);
});

test('addHostsLine', () => {
  expect(told(verbs.addHostsLine('client', 'old'))).toMatchInlineSnapshot(`
    "the hosts file gives the name the address of old
    + client# sh -c grep -qx '10.0.0.4 shop.test' /etc/hosts || echo '10.0.0.4 shop.test' >> /etc/hosts
    - client# sh -c sed -i '/ shop\\.test$/d' /etc/hosts"
  `);
});

test('removeHostsLine', () => {
  expect(told(verbs.removeHostsLine('client'))).toMatchInlineSnapshot(`
    "the hosts file has no line for the name
    + client# sh -c sed -i '/ shop\\.test$/d' /etc/hosts
    - client# sh -c sed -i '/ shop\\.test$/d' /etc/hosts"
  `);
});

test('renumber', () => {
  expect(told(verbs.renumber('server'))).toMatchInlineSnapshot(`
    "the machine has another address, and nobody has the old one
    + server# sh -c ip addr flush dev eth0 scope global && ip addr add 10.0.0.9/24 dev eth0 && ip route add 10.0.2.0/24 via 10.0.0.1
    + client# ip neigh flush all
    - server# sh -c ip addr flush dev eth0 scope global && ip addr add 10.0.0.3/24 dev eth0 && ip route add 10.0.2.0/24 via 10.0.0.1
    - client# ip neigh flush all"
  `);
});

test('setSecurityGroup', () => {
  expect(told(verbs.setSecurityGroup('router'))).toMatchInlineSnapshot(`
    "the network in front of the server discards packets to the port
    + router# sh -c iptables -C FORWARD -d 10.0.0.3 -j DROP 2>/dev/null || iptables -I FORWARD -d 10.0.0.3 -j DROP
    + router# sh -c iptables -C FORWARD -d 10.0.0.3 -p icmp --icmp-type echo-request -j ACCEPT 2>/dev/null || iptables -I FORWARD -d 10.0.0.3 -p icmp --icmp-type echo-request -j ACCEPT
    + router# sh -c iptables -C FORWARD -d 10.0.0.3 -p tcp -m multiport --dports 22,80 -j ACCEPT 2>/dev/null || iptables -I FORWARD -d 10.0.0.3 -p tcp -m multiport --dports 22,80 -j ACCEPT
    - router# sh -c ! iptables -C FORWARD -d 10.0.0.3 -p tcp -m multiport --dports 22,80 -j ACCEPT 2>/dev/null || iptables -D FORWARD -d 10.0.0.3 -p tcp -m multiport --dports 22,80 -j ACCEPT
    - router# sh -c ! iptables -C FORWARD -d 10.0.0.3 -p icmp --icmp-type echo-request -j ACCEPT 2>/dev/null || iptables -D FORWARD -d 10.0.0.3 -p icmp --icmp-type echo-request -j ACCEPT
    - router# sh -c ! iptables -C FORWARD -d 10.0.0.3 -j DROP 2>/dev/null || iptables -D FORWARD -d 10.0.0.3 -j DROP"
  `);
});

test('openPortInFront', () => {
  expect(told(verbs.openPortInFront('router'))).toMatchInlineSnapshot(`
    "the network in front of the server lets the port in
    + router# sh -c iptables -C FORWARD -d 10.0.0.3 -p tcp --dport 4000 -j ACCEPT 2>/dev/null || iptables -I FORWARD -d 10.0.0.3 -p tcp --dport 4000 -j ACCEPT
    - router# sh -c ! iptables -C FORWARD -d 10.0.0.3 -p tcp --dport 4000 -j ACCEPT 2>/dev/null || iptables -D FORWARD -d 10.0.0.3 -p tcp --dport 4000 -j ACCEPT"
  `);
});

test('withholdErrors', () => {
  expect(told(verbs.withholdErrors('router'))).toMatchInlineSnapshot(`
    "the router does not say what it cannot deliver
    + router# sh -c iptables -C OUTPUT -p icmp --icmp-type destination-unreachable -j DROP 2>/dev/null || iptables -I OUTPUT -p icmp --icmp-type destination-unreachable -j DROP
    - router# sh -c ! iptables -C OUTPUT -p icmp --icmp-type destination-unreachable -j DROP 2>/dev/null || iptables -D OUTPUT -p icmp --icmp-type destination-unreachable -j DROP"
  `);
});

test('usePort, of the web', () => {
  expect(told(verbs.usePort('client', 'web'))).toMatchInlineSnapshot(`
    "the client uses the web port
    + client is set to {"port":80}
    - client is set to {"port":4000}"
  `);
});

test('dropByNft', () => {
  expect(told(verbs.dropByNft('server'))).toMatchInlineSnapshot(`
    "a rule of nftables discards packets to the port
    + server# sh -c nft list chain inet filter input >/dev/null 2>&1 || nft 'add table inet filter; add chain inet filter input { type filter hook input priority filter; policy drop; }; add rule inet filter input ct state established,related accept; add rule inet filter input iif lo accept; add rule inet filter input icmp type echo-request accept; add rule inet filter input meta l4proto ipv6-icmp accept; add rule inet filter input tcp dport { 22, 80 } accept'
    - server# sh -c ! nft list table inet filter >/dev/null 2>&1 || nft delete table inet filter"
  `);
});

test('allowByNft', () => {
  expect(told(verbs.allowByNft('server'))).toMatchInlineSnapshot(`
    "a rule of nftables lets the port in
    + server# sh -c nft list chain inet filter input | grep -q 'dport 4000 accept' || nft insert rule inet filter input tcp dport 4000 accept
    - server# sh -c for handle in $(nft -a list chain inet filter input | sed -n 's/.*dport 4000 accept.*handle //p'); do nft delete rule inet filter input handle $handle; done"
  `);
});

test('over IPv6 the rules are those of ip6tables', () => {
  const [step] = verbs.rejectPackets('server', 'icmp-port-unreachable').apply({
    ...samplePlacement,
    ipVersion: 6,
  });
  expect(step && line(step)).toMatchInlineSnapshot(
    `"server# sh -c ip6tables -C INPUT -p tcp --dport 4000 -j REJECT --reject-with icmp6-port-unreachable 2>/dev/null || ip6tables -I INPUT -p tcp --dport 4000 -j REJECT --reject-with icmp6-port-unreachable"`,
  );
});

test('every change is told here', () => {
  expect(tested).toEqual(new Set(Object.keys(verbs)));
});
