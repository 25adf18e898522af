import { describe, expect, test } from 'vitest';
import { holdForEach } from '../tests/hold-for-each.ts';
import { explain } from './explain.ts';
import { families } from './families/index.ts';
import { signsOf } from './signs.ts';
import { filled } from './words.ts';

const signs = signsOf();

type Row = readonly [text: string, family: string, at: string, first: string];

/** What people paste, with the family and stage, the host and port, and the first two causes. */
const pasted: readonly Row[] = [
  ['Communications link failure', 'unsaid/connect', '', 'not-listening host-firewall-drop'],
  [
    'com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure\n\nThe last packet sent successfully to the server was 0 milliseconds ago. The driver has not received any packets from the server.\nCaused by: java.net.ConnectException: Connection refused',
    'refused/connect',
    '',
    'not-listening wrong-port',
  ],
  [
    "Access to fetch at 'https://api.example/x' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    'cors/exchange',
    'api.example',
    'bad-gateway service-failing',
  ],
  [
    'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/. (Reason: CORS request did not succeed). Status code: (null).',
    'unsaid/connect',
    'api.example',
    'not-listening host-firewall-drop',
  ],
  ['ORA-12541: TNS:no listener', 'refused/connect', '', 'not-listening wrong-port'],
  [
    'ORA-12170: TNS:Connect timeout occurred',
    'timeout/connect',
    '',
    'host-firewall-drop security-group',
  ],
  [
    'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.1:50051: connect: connection refused"',
    'refused/connect',
    '10.0.0.1 50051',
    'not-listening wrong-port',
  ],
  [
    '14 UNAVAILABLE: No connection established',
    'unsaid/connect',
    '',
    'not-listening host-firewall-drop',
  ],
  ['TypeError: Failed to fetch', 'unsaid/connect', '', 'not-listening host-firewall-drop'],
  [
    '@@@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @@@\nHost key verification failed.',
    'host-key/exchange',
    '',
    'dns-wrong-server wrong-host',
  ],
  ['429 Too Many Requests', 'protocol/upgrade', '', 'server-full'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'tls/tls', '', 'plain-server another-program'],
  ['net::ERR_DNS_TIMED_OUT', 'name/name', '', 'resolver-silent'],
  ['Error code: SSL_ERROR_UNKNOWN_CA_ALERT', 'tls/tls', '', 'client-certificate-required'],
  ['net::ERR_UNSAFE_PORT', 'browser/local', '', ''],
  ['Error: read ECONNRESET', 'lost/exchange', '', 'reset-after-accept cut-in-the-middle'],
  [
    "Error: socket hang up\n    at connResetException (node:internal/errors:720:14) {\n  code: 'ECONNRESET'\n}",
    'lost/exchange',
    '',
    'closed-after-accept reset-after-accept',
  ],
  [
    "Error: Client network socket disconnected before secure TLS connection was established {\n  code: 'ECONNRESET',\n  host: 'api.example.com',\n  port: 443\n}",
    'tls/tls',
    'api.example.com 443',
    'name-blocked name-refused',
  ],
  [
    "TypeError: fetch failed\n  [cause]: SocketError: other side closed\n    code: 'UND_ERR_SOCKET'",
    'lost/exchange',
    '',
    'closed-after-accept reset-after-accept',
  ],
  [
    "OSError: [Errno 111] Connect call failed ('127.0.0.1', 6379)",
    'refused/connect',
    '127.0.0.1 6379',
    'not-listening wrong-port',
  ],
  [
    "ConnectionRefusedError: [Errno 61] Connect call failed ('::1', 6379, 0, 0)",
    'refused/connect',
    '::1 6379',
    'localhost-other-family bound-elsewhere',
  ],
  [
    "OSError: [Errno 113] Connect call failed ('10.0.0.7', 8080)",
    'unreachable/connect',
    '10.0.0.7 8080',
    'host-down private-ip-other-lan',
  ],
  [
    "requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded with url: / (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object at 0x7f>, 'Connection to api.example.com timed out. (connect timeout=5)'))",
    'timeout/connect',
    'api.example.com 443',
    'host-firewall-drop security-group',
  ],
  [
    "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.example.com', port=443): Read timed out. (read timeout=5)",
    'stalled/exchange',
    'api.example.com 443',
    'server-stalled server-stopped',
  ],
  [
    "requests.exceptions.ConnectionError: HTTPConnectionPool(host='10.0.0.7', port=8080): Max retries exceeded with url: / (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused'))",
    'refused/connect',
    '10.0.0.7 8080',
    'not-listening wrong-port',
  ],
  [
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='nope.example', port=443): Max retries exceeded with url: / (Caused by NameResolutionError(\"<urllib3.connection.HTTPSConnection object at 0x7f>: Failed to resolve 'nope.example' ([Errno -2] Name or service not known)\"))",
    'name/name',
    'nope.example 443',
    'name-does-not-exist known-to-another-resolver',
  ],
  [
    "requests.exceptions.SSLError: HTTPSConnectionPool(host='shop.example', port=443): Max retries exceeded with url: / (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1000)')))",
    'tls/tls',
    'shop.example 443',
    'certificate-untrusted tls-intercepted',
  ],
  [
    "requests.exceptions.ConnectionError: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
    'lost/exchange',
    '',
    'closed-after-accept reset-after-accept',
  ],
  [
    'requests.exceptions.HTTPError: 502 Server Error: Bad Gateway for url: https://shop.example/',
    'gateway/upgrade',
    'shop.example',
    'bad-gateway upstream-closes',
  ],
  [
    "fatal: unable to access 'https://git.example/a.git/': Failed to connect to git.example port 443 after 21 ms: Couldn't connect to server",
    'refused/connect',
    'git.example',
    'not-listening wrong-port',
  ],
  [
    "fatal: unable to access 'https://git.example/a.git/': Could not resolve host: git.example",
    'name/name',
    'git.example',
    'name-does-not-exist no-address',
  ],
  [
    "fatal: unable to access 'https://git.example/a.git/': The requested URL returned error: 502",
    'gateway/upgrade',
    'git.example',
    'bad-gateway upstream-closes',
  ],
  [
    "fatal: unable to access 'https://git.example/a.git/': SSL certificate problem: unable to get local issuer certificate",
    'tls/tls',
    'git.example',
    'chain-incomplete certificate-untrusted',
  ],
  [
    "fatal: unable to access 'https://git.example/a.git/': OpenSSL SSL_connect: Connection reset by peer in connection to git.example:443",
    'tls/tls',
    'git.example',
    'name-blocked name-refused',
  ],
  [
    'error: RPC failed; HTTP 504 curl 22 The requested URL returned error: 504\nfatal: the remote end hung up unexpectedly',
    'gateway/upgrade',
    '',
    'gateway-timeout',
  ],
  [
    'ssh: connect to host git.example port 22: Connection timed out\nfatal: Could not read from remote repository.',
    'timeout/connect',
    'git.example 22',
    'host-firewall-drop security-group',
  ],
  [
    'ssh: connect to host 10.0.0.7 port 22: Connection refused',
    'refused/connect',
    '10.0.0.7 22',
    'not-listening wrong-port',
  ],
  [
    'ssh: connect to host 10.0.0.7 port 22: No route to host',
    'unreachable/connect',
    '10.0.0.7 22',
    'host-down private-ip-other-lan',
  ],
  [
    'ssh: Could not resolve hostname git.example: Name or service not known',
    'name/name',
    'git.example',
    'name-does-not-exist no-address',
  ],
  [
    'kex_exchange_identification: read: Connection reset by peer\nConnection reset by 10.0.0.7 port 22',
    'lost/exchange',
    '10.0.0.7 22',
    'server-full banned-client',
  ],
  [
    'kex_exchange_identification: Connection closed by remote host\nConnection closed by 10.0.0.7 port 22',
    'lost/exchange',
    '10.0.0.7 22',
    'server-full banned-client',
  ],
  [
    "ERROR 2002 (HY000): Can't connect to MySQL server on '10.0.0.7' (115)",
    'timeout/connect',
    '10.0.0.7',
    'host-firewall-drop security-group',
  ],
  [
    "ERROR 2003 (HY000): Can't connect to MySQL server on '10.0.0.7:3306' (110)",
    'timeout/connect',
    '10.0.0.7 3306',
    'host-firewall-drop security-group',
  ],
  [
    "ERROR 2003 (HY000): Can't connect to MySQL server on 'db.example:3306' (111)",
    'refused/connect',
    'db.example 3306',
    'not-listening wrong-port',
  ],
  [
    "ERROR 2003 (HY000): Can't connect to MySQL server on 'localhost' (10061)",
    'refused/connect',
    'localhost',
    'not-listening wrong-port',
  ],
  [
    "ERROR 2013 (HY000): Lost connection to MySQL server at 'reading initial communication packet', system error: 0",
    'lost/exchange',
    '',
    'closed-after-accept reset-after-accept',
  ],
  ['ERROR 1040 (HY000): Too many connections', 'denied/exchange', '', 'server-full'],
  [
    "ERROR 2005 (HY000): Unknown MySQL server host 'db.example' (-2)",
    'name/name',
    'db.example',
    'name-does-not-exist no-address',
  ],
  [
    "ERROR 1130 (HY000): Host '10.0.0.9' is not allowed to connect to this MySQL server",
    'denied/exchange',
    '',
    'source-not-allowed',
  ],
  [
    "(2003, \"Can't connect to MySQL server on 'db' ([Errno 111] Connection refused)\")",
    'refused/connect',
    'db',
    'not-listening wrong-port',
  ],
  [
    'psql: error: connection to server at "db.example" (10.0.0.7), port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
    'refused/connect',
    'db.example 5432',
    'not-listening wrong-port',
  ],
  [
    'psql: error: connection to server at "10.0.0.7", port 5432 failed: Connection timed out\n\tIs the server running on that host and accepting TCP/IP connections?',
    'timeout/connect',
    '10.0.0.7 5432',
    'host-firewall-drop security-group',
  ],
  [
    'psql: error: connection to server at "10.0.0.7", port 5432 failed: timeout expired',
    'timeout/connect',
    '10.0.0.7 5432',
    'host-firewall-drop security-group',
  ],
  [
    'psql: could not connect to server: Connection refused\n\tIs the server running on host "10.0.0.7" and accepting\n\tTCP/IP connections on port 5432?',
    'refused/connect',
    '10.0.0.7 5432',
    'not-listening wrong-port',
  ],
  [
    'psql: error: connection to server at "10.0.0.7", port 5432 failed: server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.',
    'lost/exchange',
    '10.0.0.7 5432',
    'reset-after-accept closed-after-accept',
  ],
  [
    'psql: error: connection to server at "10.0.0.7", port 5432 failed: FATAL:  no pg_hba.conf entry for host "10.0.0.9", user "app", database "app", no encryption',
    'denied/exchange',
    '10.0.0.7 5432',
    'source-not-allowed',
  ],
  [
    'psql: error: connection to server at "10.0.0.7", port 5432 failed: FATAL:  sorry, too many clients already',
    'denied/exchange',
    '10.0.0.7 5432',
    'server-full',
  ],
  [
    'psql: error: could not translate host name "db.example" to address: Name or service not known',
    'name/name',
    'db.example',
    'name-does-not-exist no-address',
  ],
  [
    'Could not connect to Redis at 10.0.0.7:6379: Connection refused',
    'refused/connect',
    '10.0.0.7 6379',
    'not-listening wrong-port',
  ],
  [
    'Could not connect to Redis at redis.example:6379: Name or service not known',
    'name/name',
    'redis.example 6379',
    'name-does-not-exist no-address',
  ],
  [
    'Error: Server closed the connection',
    'lost/exchange',
    '',
    'reset-after-accept closed-after-accept',
  ],
  ['(error) ERR max number of clients reached', 'denied/exchange', '', 'server-full'],
  [
    '-DENIED Redis is running in protected mode because protected mode is enabled',
    'denied/exchange',
    '',
    'source-not-allowed',
  ],
  [
    'redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused.',
    'refused/connect',
    'localhost 6379',
    'not-listening wrong-port',
  ],
  [
    '[Producer clientId=console-producer] Connection to node -1 (localhost/127.0.0.1:9092) could not be established. Broker may not be available.',
    'refused/connect',
    'localhost 9092',
    'not-listening wrong-port',
  ],
  [
    'MongoServerSelectionError: connect ECONNREFUSED 127.0.0.1:27017',
    'refused/connect',
    '127.0.0.1 27017',
    'not-listening wrong-port',
  ],
  [
    'MongoServerSelectionError: getaddrinfo ENOTFOUND db.example',
    'name/name',
    'db.example',
    'name-does-not-exist no-address',
  ],
  [
    'MongooseServerSelectionError: Server selection timed out after 30000 ms',
    'timeout/connect',
    '',
    'host-firewall-drop security-group',
  ],
  [
    'pymongo.errors.ServerSelectionTimeoutError: db.example:27017: [Errno 111] Connection refused, Timeout: 30s',
    'refused/connect',
    'db.example 27017',
    'not-listening wrong-port',
  ],
  [
    'Error: querySrv ECONNREFUSED _mongodb._tcp.cluster0.example.mongodb.net',
    'name/name',
    '',
    'resolver-not-listening',
  ],
  [
    'Error: connect EHOSTUNREACH 0.0.11.184:80 - Local (192.168.1.5:50425)',
    'unreachable/connect',
    '0.0.11.184 80',
    'wrong-host',
  ],
  [
    'tunneling socket could not be established, cause=connect EHOSTUNREACH 0.0.30.210:80 - Local (192.168.5.20:50425)',
    'proxy/proxy',
    '0.0.30.210 80',
    'client-proxy-gone',
  ],
  [
    'ConnectionRefusedError: [WinError 10061] No connection could be made because the target machine actively refused it',
    'refused/connect',
    '',
    'not-listening wrong-port',
  ],
  [
    'ConnectionRefusedError: [WinError 10061] Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte',
    'refused/connect',
    '',
    'not-listening wrong-port',
  ],
  [
    'ConnectionRefusedError: [WinError 10061] 由于目标计算机积极拒绝，无法连接。',
    'refused/connect',
    '',
    'not-listening wrong-port',
  ],
  [
    '<urlopen error [WinError 10061] Подключение не установлено, т.к. конечный компьютер отверг запрос на подключение>',
    'refused/connect',
    '',
    'not-listening wrong-port',
  ],
  [
    'System.Net.Http.HttpRequestException: No se puede establecer una conexión ya que el equipo de destino denegó expresamente dicha conexión. (localhost:5051)',
    'refused/connect',
    'localhost 5051',
    'not-listening wrong-port',
  ],
  [
    'Aucune connexion n’a pu être établie car l’ordinateur cible l’a expressément refusée',
    'refused/connect',
    '',
    'not-listening wrong-port',
  ],
  [
    'TimeoutError: [WinError 10060] 由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败。',
    'timeout/connect',
    '',
    'host-firewall-drop security-group',
  ],
  [
    'dial tcp 10.0.0.7:443: connectex: Une tentative de connexion a échoué car le parti connecté n’a pas répondu convenablement au-delà d’une certaine durée',
    'timeout/connect',
    '10.0.0.7 443',
    'host-firewall-drop security-group',
  ],
  [
    'ConnectionResetError: [WinError 10054] An existing connection was forcibly closed by the remote host',
    'lost/exchange',
    '',
    'reset-after-accept closed-after-accept',
  ],
  [
    'ConnectionResetError: [WinError 10054] 远程主机强迫关闭了一个现有的连接。',
    'lost/exchange',
    '',
    'reset-after-accept closed-after-accept',
  ],
  [
    'ConnectionResetError: [WinError 10054] Eine vorhandene Verbindung wurde vom Remotehost geschlossen',
    'lost/exchange',
    '',
    'reset-after-accept closed-after-accept',
  ],
  [
    'ConnectionAbortedError: [WinError 10053] 你的主机中的软件中止了一个已建立的连接。',
    'lost/exchange',
    '',
    'reset-after-accept closed-after-accept',
  ],
  [
    'OSError: [WinError 10065] A socket operation was attempted to an unreachable host',
    'unreachable/connect',
    '',
    'host-down private-ip-other-lan',
  ],
  [
    'OSError: [WinError 10048] Only one usage of each socket address (protocol/network address/port) is normally permitted',
    'unavailable/local',
    '',
    'time-wait-flood ports-held',
  ],
  [
    'System.Net.Http.HttpRequestException: No connection could be made because the target machine actively refused it. (shop.example:8080)',
    'refused/connect',
    'shop.example 8080',
    'not-listening wrong-port',
  ],
  [
    'System.Net.Http.HttpRequestException: The SSL connection could not be established, see inner exception.',
    'tls/tls',
    '',
    'certificate-expired certificate-wrong-name',
  ],
  [
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 192.168.65.7:53: no such host',
    'name/name',
    'registry-1.docker.io',
    'name-does-not-exist no-address',
  ],
  [
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp 44.205.64.79:443: i/o timeout',
    'timeout/connect',
    'registry-1.docker.io',
    'host-firewall-drop security-group',
  ],
  [
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: TLS handshake timeout',
    'tls/tls',
    'registry-1.docker.io',
    'server-stalled server-stopped',
  ],
  [
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    'timeout/connect',
    'registry-1.docker.io',
    'host-firewall-drop security-group',
  ],
  [
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": EOF',
    'lost/exchange',
    'registry-1.docker.io',
    'closed-after-accept reset-after-accept',
  ],
  [
    'Error response from daemon: Get "https://reg.example:5000/v2/": http: server gave HTTP response to HTTPS client',
    'tls/tls',
    'reg.example 5000',
    'plain-server another-program',
  ],
  [
    'Error response from daemon: Get "https://reg.example/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'tls/tls',
    'reg.example',
    'certificate-untrusted chain-incomplete',
  ],
  [
    'error pulling image configuration: received unexpected HTTP status: 504 Gateway Time-out',
    'gateway/upgrade',
    '',
    'gateway-timeout',
  ],
  [
    'Error response from daemon: Get "https://reg.example/v2/": proxyconnect tcp: dial tcp 10.0.0.9:3128: connect: connection refused',
    'proxy/proxy',
    'reg.example',
    'client-proxy-gone client-proxy-denies',
  ],
  [
    'Error Domain=NSURLErrorDomain Code=-1001 "The request timed out." UserInfo={NSErrorFailingURLKey=https://shop.example:8443/}',
    'timeout/connect',
    'shop.example 8443',
    'host-firewall-drop security-group',
  ],
  [
    'Error Domain=NSURLErrorDomain Code=-1003 "A server with the specified hostname could not be found."',
    'name/name',
    '',
    'name-does-not-exist no-address',
  ],
  [
    'Error Domain=NSURLErrorDomain Code=-1004 "Could not connect to the server." UserInfo={NSErrorFailingURLStringKey=ws://127.0.0.1:9635/}',
    'refused/connect',
    '127.0.0.1 9635',
    'not-listening wrong-port',
  ],
  [
    'Error Domain=NSURLErrorDomain Code=-1005 "The network connection was lost."',
    'lost/exchange',
    '',
    'reset-after-accept closed-after-accept',
  ],
  [
    'Error Domain=NSURLErrorDomain Code=-1009 "The Internet connection appears to be offline."',
    'unreachable/connect',
    '',
    'no-route client-firewall',
  ],
  [
    'Error Domain=NSURLErrorDomain Code=-1200 "An SSL error has occurred and a secure connection to the server cannot be made."',
    'tls/tls',
    '',
    'certificate-expired certificate-wrong-name',
  ],
  [
    'Error Domain=NSURLErrorDomain Code=-1202 "The certificate for this server is invalid. You might be connecting to a server that is pretending to be “shop.example”"',
    'tls/tls',
    '',
    'certificate-untrusted chain-incomplete',
  ],
  [
    '2026/11/26 07:51:34 [error] 13213#0: *8 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.9, server: shop.example, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:3000/", host: "shop.example"',
    'gateway/upgrade',
    '127.0.0.1 3000',
    'bad-gateway',
  ],
  [
    '[error] 7#7: *1 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 203.0.113.9, server: shop.example, request: "GET /chat HTTP/1.1", upstream: "http://10.0.0.7:3000/chat", host: "shop.example"',
    'gateway/upgrade',
    '10.0.0.7 3000',
    'gateway-timeout',
  ],
  [
    '[error] 7#7: *1 upstream timed out (110: Connection timed out) while connecting to upstream, client: 203.0.113.9, server: shop.example, upstream: "http://10.0.0.7:3000/"',
    'gateway/upgrade',
    '10.0.0.7 3000',
    'bad-gateway',
  ],
  [
    '[error] 7#7: *1 recv() failed (104: Connection reset by peer) while reading response header from upstream, upstream: "http://10.0.0.7:3000/"',
    'gateway/upgrade',
    '10.0.0.7 3000',
    'upstream-closes',
  ],
  [
    '[error] 7#7: *1 connect() failed (113: No route to host) while connecting to upstream, upstream: "http://10.0.0.7:3000/"',
    'gateway/upgrade',
    '10.0.0.7 3000',
    'bad-gateway',
  ],
  [
    '[error] 50#50: *5338007 no live upstreams while connecting to upstream, client: 5.128.43.14, server: example.com, upstream: "http://backend/"',
    'gateway/upgrade',
    '',
    'no-server-available bad-gateway',
  ],
  [
    '[error] upstream prematurely closed connection while reading response header from upstream, upstream: "http://10.0.0.7:3000/"',
    'gateway/upgrade',
    '10.0.0.7 3000',
    'upstream-closes',
  ],
  [
    '[error] 836#836: *32845027 broken header: "GET / HTTP/1.1" while reading PROXY protocol, client: 203.0.113.10, server: 0.0.0.0:443',
    'protocol/upgrade',
    '0.0.0.0 443',
    'proxy-protocol-expected',
  ],
  ...[
    'AH03496: RemoteIPProxyProtocol data is missing, but required! Aborting request.',
    'AH03507: RemoteIPProxyProtocol: unsupported command 20',
    'fe/1: Connection closed while waiting for PROXY protocol header',
    'fe/1: Timeout while waiting for PROXY protocol header',
    'proxyproto: proxy protocol signature not present',
    '[error] 7#7: *1 unknown PROXY protocol version: 0 while reading PROXY protocol',
    "AH03500: RemoteIPProxyProtocol: invalid client-address '::ffff:192.0.2.1' found in header 'PROXY TCP6 ::ffff:192.0.2.1'",
  ].map((text): Row => [text, 'protocol/upgrade', '', 'proxy-protocol-expected']),
  ...[
    'client sent invalid method while reading client request line, request: "PROXY TCP4 192.0.2.1 192.0.2.2 56324 443"',
    '"PROXY TCP4 192.0.2.1 192.0.2.2 56324 443" 400 157 "-" "-"',
    'AH00135: Invalid method in request PROXY TCP4 192.0.2.1 192.0.2.2 56324 443',
    "proxyproto: upstream connection sent PROXY header but isn't allowed to send one",
  ].map((text): Row => [text, 'protocol/upgrade', '', 'proxy-protocol-unexpected']),
  [
    "Bad remote protocol version identification: 'PROXY TCP4 192.0.2.1 192.0.2.2 56324 22'",
    'protocol/upgrade',
    '',
    'proxy-protocol-unexpected another-program',
  ],
  [
    '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>',
    'gateway/upgrade',
    '',
    'bad-gateway upstream-closes',
  ],
  [
    '<title>503 Service Temporarily Unavailable</title>',
    'gateway/upgrade',
    '',
    'no-server-available service-failing',
  ],
  ['curl: (22) The requested URL returned error: 504', 'gateway/upgrade', '', 'gateway-timeout'],
  [
    'curl: (22) The requested URL returned error: 521',
    'gateway/upgrade',
    '',
    'edge-cannot-reach-origin',
  ],
  ['Error 522 Ray ID: 8a Connection timed out', 'gateway/upgrade', '', 'edge-cannot-reach-origin'],
  ['error code: 526', 'gateway/upgrade', '', 'edge-cannot-reach-origin'],
  [
    'AxiosError: Request failed with status code 502',
    'gateway/upgrade',
    '',
    'bad-gateway upstream-closes',
  ],
  [
    "WebSocket connection to 'wss://shop.example/ws' failed: Error during WebSocket handshake: Unexpected response code: 502",
    'gateway/upgrade',
    'shop.example',
    'bad-gateway upstream-closes',
  ],
  ['Error: Unexpected server response: 521', 'gateway/upgrade', '', 'edge-cannot-reach-origin'],
  ['{"code":1,"message":"Session ID unknown"}', 'denied/exchange', '', ''],
  [
    'TimeoutError: Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call?',
    'pool/local',
    '',
    'server-stalled security-group',
  ],
  [
    'Timed out fetching a new connection from the connection pool. More info: http://pris.ly/d/connection-pool (Current connection pool timeout: 10, connection limit: 5)',
    'pool/local',
    '',
    'server-stalled security-group',
  ],
  [
    'Error: timeout exceeded when trying to connect',
    'pool/local',
    '',
    'server-stalled security-group',
  ],
  [
    "Can't reach database server at `db.example:5432`",
    'refused/connect timeout/connect',
    'db.example 5432',
    'not-listening wrong-port',
  ],
  [
    'dial tcp 10.0.0.7:8080: connect: connection refused',
    'refused/connect',
    '10.0.0.7 8080',
    'not-listening wrong-port',
  ],
  [
    'read tcp 10.0.0.9:40112->10.0.0.7:8080: read: connection reset by peer',
    'lost/exchange',
    '10.0.0.7 8080',
    'reset-after-accept closed-after-accept',
  ],
  [
    'Get "http://shop.example:8080/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    'timeout/connect',
    'shop.example 8080',
    'host-firewall-drop security-group',
  ],
  [
    'net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15\\x03\\x01\\x00\\x02"',
    'protocol/upgrade',
    '',
    'plain-client',
  ],
  [
    'java.net.ConnectException: Connection refused',
    'refused/connect',
    '',
    'not-listening wrong-port',
  ],
  [
    'java.net.SocketTimeoutException: Read timed out',
    'stalled/exchange',
    '',
    'server-stalled server-stopped',
  ],
  [
    'java.net.SocketException: Connection reset',
    'lost/exchange',
    '',
    'reset-after-accept closed-after-accept',
  ],
  [
    'javax.net.ssl.SSLException: Unsupported or unrecognized SSL message',
    'tls/tls',
    '',
    'plain-server another-program',
  ],
  [
    'javax.net.ssl.SSLHandshakeException: Remote host terminated the handshake',
    'tls/tls',
    '',
    'name-blocked name-refused',
  ],
  [
    'org.apache.http.conn.HttpHostConnectException: Connect to shop.example:8080 [shop.example/10.0.0.7] failed: Connection refused',
    'refused/connect',
    'shop.example 8080',
    'not-listening wrong-port',
  ],
  [
    'error sending request for url (http://localhost:8888/register): error trying to connect: tcp connect error: Connection refused (os error 61)',
    'refused/connect',
    'localhost 8888',
    'not-listening wrong-port',
  ],
  [
    'error sending request for url (https://shop.example/): operation timed out',
    'timeout/connect',
    'shop.example',
    'host-firewall-drop security-group',
  ],
  [
    'error trying to connect: dns error: failed to lookup address information: Name or service not known',
    'name/name',
    'address',
    'name-does-not-exist no-address',
  ],
  [
    'stream_socket_client(): Unable to connect to tcp://10.0.0.7:2345 (Connection refused)',
    'refused/connect',
    '10.0.0.7 2345',
    'not-listening wrong-port',
  ],
  [
    'fsockopen(): Unable to connect to shop.example:80 (Connection timed out)',
    'timeout/connect',
    'shop.example 80',
    'host-firewall-drop security-group',
  ],
  [
    'connect 10.0.0.7:8080 fail after 0.0012 seconds',
    'refused/connect',
    '10.0.0.7 8080',
    'not-listening wrong-port',
  ],
  [
    "http: error: ConnectionError: HTTPConnectionPool(host='shop.example', port=8080): Max retries exceeded with url: / (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused')) while doing a GET request to URL: http://shop.example:8080/",
    'refused/connect',
    'shop.example 8080',
    'not-listening wrong-port',
  ],
  [
    'http: error: Request timed out (5.0s).',
    'timeout/connect',
    '',
    'host-firewall-drop security-group',
  ],
  [
    'Invoke-WebRequest : Unable to connect to the remote server',
    'refused/connect timeout/connect',
    '',
    'not-listening wrong-port',
  ],
  [
    'curl : The remote server returned an error: (502) Bad Gateway.',
    'gateway/upgrade',
    '',
    'bad-gateway upstream-closes',
  ],
  [
    "The remote name could not be resolved: 'shop.example'",
    'name/name',
    '',
    'name-does-not-exist no-address',
  ],
  ['CONNECTED(00000003)\nwrite:errno=104', 'tls/tls', '', 'name-blocked name-refused'],
  ['no peer certificate available', 'tls/tls', '', 'certificate-expired certificate-wrong-name'],
  [
    "CloseEvent {isTrusted: true, wasClean: false, code: 1006, reason: '', type: 'close'}",
    'lost/exchange',
    '',
    'reset-after-accept closed-after-accept',
  ],
  [
    'websocket: close 1006 (abnormal closure): unexpected EOF',
    'lost/exchange',
    '',
    'reset-after-accept closed-after-accept',
  ],
  ['websocket: close 1001 (going away)', 'lost/exchange', '', ''],
  [
    'websockets.exceptions.ConnectionClosedError: sent 1011 (internal error) keepalive ping timeout; no close frame received',
    'lost/exchange',
    '',
    'idle-timeout server-stalled',
  ],
  [
    'websockets.exceptions.ConnectionClosedOK: received 1000 (OK); then sent 1000 (OK)',
    'lost/exchange',
    '',
    '',
  ],
  [
    'websockets.exceptions.ConnectionClosedError: no close frame received or sent',
    'lost/exchange',
    '',
    'idle-timeout reset-after-accept',
  ],
  [
    'received 1008 (policy violation); then sent 1008 (policy violation)',
    'lost/exchange',
    '',
    'token-required origin-refused',
  ],
  ['received 1009 (message too big); then sent 1009 (message too big)', 'lost/exchange', '', ''],
  [
    'WebSocket protocol error: Handshake not finished',
    'lost/exchange',
    '',
    'closed-after-accept reset-after-accept',
  ],
  [
    'WebSocket protocol error: Connection reset without closing handshake',
    'lost/exchange',
    '',
    'idle-timeout reset-after-accept',
  ],
  ['HTTP error: 404 Not Found', 'protocol/upgrade', '', 'wrong-path websocket-to-http'],
  [
    'Firefox can’t establish a connection to the server at ws://192.168.1.8:5174/?token=x.',
    'refused/connect',
    '192.168.1.8 5174',
    'not-listening wrong-port',
  ],
  [
    'The connection to ws://localhost:3000/socket.io was interrupted while the page was loading.',
    'lost/exchange',
    'localhost 3000',
    'reset-after-accept closed-after-accept',
  ],
  [
    'Safari can’t open the page “127.0.0.1:8787” because the server unexpectedly dropped the connection.',
    'lost/exchange',
    '127.0.0.1 8787',
    'reset-after-accept closed-after-accept',
  ],
  [
    'Safari can’t open the page because it couldn’t connect to the server.',
    'refused/connect',
    '',
    'not-listening wrong-port',
  ],
  ['Error code: SSL_ERROR_NO_CYPHER_OVERLAP', 'tls/tls', '', 'no-shared-cipher version-too-old'],
  [
    'npm error code EIDLETIMEOUT\nnpm error Idle timeout reached for host `registry.npmjs.org:443`',
    'stalled/exchange',
    'registry.npmjs.org 443',
    'server-stalled server-stopped',
  ],
  [
    'npm error request to https://registry.npmjs.org/x failed, reason: getaddrinfo ENOTFOUND registry.npmjs.org',
    'name/name',
    'registry.npmjs.org',
    'name-does-not-exist no-address',
  ],
  [
    'curl: (52) Empty reply from server',
    'lost/exchange',
    '',
    'closed-after-accept reset-after-accept',
  ],
  [
    'curl: (56) Recv failure: Connection reset by peer',
    'lost/exchange',
    '',
    'reset-after-accept cut-in-the-middle',
  ],
  [
    'curl: (28) Operation timed out after 2001 milliseconds with 0 bytes received',
    'stalled/exchange',
    '',
    'server-stalled server-stopped',
  ],
  [
    'curl: (28) Connection timed out after 2002 milliseconds',
    'timeout/connect',
    '',
    'host-firewall-drop security-group',
  ],
  [
    'wget: server returned error: HTTP/1.1 502 Bad Gateway',
    'gateway/upgrade',
    '',
    'bad-gateway upstream-closes',
  ],
  [
    'HTTP/1.1 503 Service Unavailable',
    'gateway/upgrade',
    '',
    'no-server-available service-failing',
  ],
  [
    'AggregateError [ECONNREFUSED]: \n    Error: connect ECONNREFUSED ::1:3000\n    Error: connect ECONNREFUSED 127.0.0.1:3000',
    'refused/connect',
    '::1 3000',
    'bound-elsewhere not-listening',
  ],
  [
    'urllib3.exceptions.ProxySchemeUnknown: Proxy URL had no scheme, should start with http:// or https://',
    'proxy/proxy',
    '',
    '',
  ],
  [
    "TypeError: Invalid URL\n    at new URL (node:internal/url:895:25)\n    at new ProxyAgent (node:internal/deps/undici/undici:10809:33)\n    at new EnvHttpProxyAgent (node:internal/deps/undici/undici:11004:35)\n    at setupHttpProxy (node:internal/process/pre_execution:208:29) {\n  code: 'ERR_INVALID_URL',\n  input: '127.0.0.1:9'\n}",
    'proxy/proxy',
    '127.0.0.1 9',
    '',
  ],
  ['Server: AirTunes/595.13.1', 'protocol/upgrade', '', 'another-program'],
  [
    'Blocked request. This host ("shop.example") is not allowed.',
    'protocol/upgrade',
    '',
    'host-not-served',
  ],
  ['curl: (56) Proxy CONNECT aborted', 'proxy/proxy', '', ''],
  ['This is a SOCKs Proxy, Not An HTTP Proxy.', 'proxy/proxy', '', ''],
  [
    'socks connect tcp 127.0.0.1:1080->shop.example:443: dial tcp 127.0.0.1:1080: connect: connection refused',
    'proxy/proxy',
    'shop.example 443',
    'client-proxy-gone client-proxy-denies',
  ],
  [
    "curl: (97) Can't complete SOCKS5 connection to shop.example. (5)",
    'proxy/proxy',
    '',
    'client-proxy-gone client-proxy-denies',
  ],
  [
    "curl: (7) Failed to connect to 10.0.0.7 port 8080 after 0 ms: Couldn't connect to server",
    'refused/connect unreachable/connect unavailable/local',
    '10.0.0.7 8080',
    'not-listening wrong-port',
  ],
  ['getaddrinfo EAI_AGAIN db', 'name/name', 'db', 'resolver-silent resolver-not-listening'],
  [
    'connect ETIMEDOUT 203.0.113.7:443',
    'timeout/connect',
    '203.0.113.7 443',
    'host-firewall-drop security-group',
  ],
  [
    "ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/run/mysqld/mysqld.sock' (2)",
    'socket-file/local',
    '',
    'not-listening',
  ],
  [
    'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory',
    'socket-file/local',
    '',
    'not-listening',
  ],
  ['Error: connect ENOENT /var/run/docker.sock', 'socket-file/local', '', 'not-listening'],
];

describe('a pasted text', () => {
  const texts = pasted.map(([text, ...expected]) => ({
    ...{ text, expected },
    found: explain(text, signs),
  }));

  test('has a family, a place and likely causes', () =>
    holdForEach(
      texts,
      ({ text }) => text,
      ({ found, expected: [family, at, first] }) => {
        const { host = '', port = '' } = found?.particulars ?? {};
        expect(found?.families.map(({ name, stage }) => `${name}/${stage}`).join(' ')).toBe(family);
        expect(`${host} ${port}`.trim()).toBe(at);
        expect(
          found?.candidates
            .slice(0, 2)
            .map(({ cause }) => cause)
            .join(' '),
        ).toBe(first);
      },
    ));

  test('names each cause once, with a command', () =>
    holdForEach(
      texts,
      ({ text }) => text,
      ({ found: { candidates = [], documented = [] } = {} }) => {
        const named = candidates.map(({ cause, family }) => `${family}/${cause}`);
        expect(new Set(named).size).toBe(named.length);
        for (const { cause, look } of candidates) expect(look, cause).not.toEqual([]);
        if (candidates.length === 0) expect(documented.some(({ means }) => means)).toBe(true);
      },
    ));
});

/** Said of failures of two kinds, by clients that keep the reason to themselves. */
const saidOfBoth =
  /^Failed to connect to <host>|^': Failed to connect|^Can't reach database|^Unable to connect to the remote server/;

test('documented words lead to one family alone', () => {
  const values = { host: 'shop.example', port: '8080', number: '31', path: '/', status: '502' };
  const lines = families.flatMap(({ name, words }) =>
    words.flatMap(({ says }) => says.map((line): [string, string] => [line, name])),
  );

  return holdForEach(
    lines.filter(([line]) => !saidOfBoth.test(line)),
    ([line]) => line,
    ([line, name]) => {
      const found = explain(`client: ${filled(line, values)}`, signs);
      expect(found?.families.map((family) => family.name)).toEqual([name]);
    },
  );
});

describe('not in the atlas', () => {
  test.each([
    'HTTP/1.1 200 OK',
    'HTTP/1.1 101 Switching Protocols',
    'error code: 1010',
    'Process finished with exit code 1006',
    'ERROR 1064 (42000): You have an error in your SQL syntax',
    'TypeError: Cannot read properties of undefined (reading "host")',
    'listening on 0.0.0.0:8080',
    'npm warn deprecated inflight@1.0.6',
    'Segmentation fault (core dumped)',
    'the request was refused by the manager, who timed it',
    'FATAL: database "app" does not exist',
    'Everything is up to date, 502 files changed',
    'open /etc/nginx/nginx.conf: no such file or directory',
  ])('%s', (text) => {
    expect(explain(text, signs)).toBeUndefined();
  });
});

describe('what the message rules out is not said', () => {
  const causesOf = (text: string): string[] =>
    explain(text, signs)?.candidates.map(({ cause }) => cause) ?? [];

  test.each<[text: string, never: string[]]>([
    // an address is no name
    [
      'nc: connect to 10.0.0.7 port 8080 (tcp) failed: Connection refused',
      ['dns-wrong-server', 'hosts-file-override', 'cdn-in-path'],
    ],
    [
      'ssh: connect to host 10.0.0.7 port 22: Connection timed out',
      ['dns-wrong-server', 'one-address-dead', 'ipv6-broken'],
    ],
    // curl speaks no WebSocket, and ssh and databases no HTTP and through no proxy of HTTP
    [
      'curl: (22) The requested URL returned error: 404',
      ['websocket-to-http', 'wrong-path', 'upgrade-stripped'],
    ],
    [
      'curl: (1) Received HTTP/0.9 when not allowed',
      ['websocket-to-raw-tcp', 'workerman-wrong-scheme'],
    ],
    [
      'ssh: connect to host git.example port 22: Connection refused',
      ['client-proxy-gone', 'http-to-websocket'],
    ],
    [
      "ERROR 2003 (HY000): Can't connect to MySQL server on 'db.example:3306' (111)",
      ['client-proxy-gone'],
    ],
    ['Error: Unexpected server response: 426', ['http-to-websocket']],
    // the loopback address has no network, no router and no other machine
    [
      'connect ECONNREFUSED 127.0.0.1:3000',
      ['loopback-bind', 'router-reject', 'banned-client', 'dns-wrong-server', 'cdn-in-path'],
    ],
    // an inner address, another family of addresses
    ['connect ETIMEDOUT 203.0.113.7:443', ['private-ip-other-lan']],
    ['connect ECONNREFUSED fd00:1::2:8080', ['ipv6-only-bind']],
    ['connect EADDRNOTAVAIL 10.0.0.7:8080', ['ipv6-off']],
    // a proxy that answered is there, and its status says what it wants
    [
      'curl: (56) CONNECT tunnel failed, response 403',
      ['client-proxy-gone', 'client-proxy-authentication'],
    ],
    [
      'curl: (56) CONNECT tunnel failed, response 407',
      ['client-proxy-gone', 'client-proxy-denies'],
    ],
    [
      'OSError: Tunnel connection failed: 503 Service Unavailable',
      ['client-proxy-gone', 'client-proxy-denies'],
    ],
    // an expired certificate was received, and is no name, version or authority
    [
      'curl: (60) SSL certificate problem: certificate has expired',
      ['certificate-wrong-name', 'version-too-old', 'plain-server'],
    ],
  ])('%s', (text, never) => {
    const named = causesOf(text);
    expect(named).not.toEqual([]);
    for (const cause of never) expect(named).not.toContain(cause);
  });

  test('an address is not asked of a resolver', () => {
    const looks = explain('connect ECONNREFUSED 10.0.0.7:8080', signs)?.candidates ?? [];
    const runs = looks.flatMap(({ look }) => look.map(({ run }) => run)).join('\n');
    expect(runs).toContain('dig +short NAME');
    expect(runs).not.toContain('dig +short 10');
  });
});

test('a port that stands where the host is meant is said so', () => {
  expect(explain('connect EHOSTUNREACH 0.0.11.184:80', signs)?.notes).toEqual([
    '0.0.11.184 is the number 3000 read as an address: a port stands where the host is meant.',
  ]);
  expect(explain('connect ECONNREFUSED 0.0.0.0:80', signs)?.notes).toEqual([]);
});
