import type { Documented } from '../family.ts';

const expected = {
  causes: ['proxy-protocol-expected'],
  means:
    'A client or a balancer came without the header of the PROXY protocol, or with a broken one.',
} as const;

const unexpected = {
  causes: ['proxy-protocol-unexpected'],
  means: 'The header of the PROXY protocol was read as the first line of the request.',
} as const;

/** What servers log, and proxies answer, where only one side speaks the PROXY protocol (HAProxy: The PROXY protocol). */
export const proxyProtocolWords: readonly Documented[] = [
  {
    ...expected,
    by: 'nginx',
    says: [
      'while reading PROXY protocol',
      'broken header: "',
      'unknown PROXY protocol version: <number>',
      'PROXY protocol v2 unsupported',
    ],
    source: 'nginx, src/core/ngx_proxy_protocol.c; kubernetes/ingress-nginx#3996 and #9643',
  },
  {
    ...expected,
    by: 'HAProxy',
    says: [
      'Received something which does not look like a PROXY protocol header',
      'Connection closed while waiting for PROXY protocol header',
      'Connection error while waiting for PROXY protocol header',
      'Timeout while waiting for PROXY protocol header',
      'Truncated PROXY protocol header received',
      'Received an invalid PROXY protocol header',
      'Received an unhandled protocol in the PROXY protocol header',
    ],
    source: 'HAProxy, src/connection.c, conn_err_code_str()',
  },
  {
    ...expected,
    by: 'Apache',
    says: [
      'RemoteIPProxyProtocol data is missing, but required',
      'RemoteIPProxyProtocol: connection closed before a complete header was received',
      'RemoteIPProxyProtocol: no family found in header',
      'RemoteIPProxyProtocol: unknown family',
      'RemoteIPProxyProtocol: no client-address found in header',
      'RemoteIPProxyProtocol: invalid client-address',
      'RemoteIPProxyProtocol: unsupported protocol',
      'RemoteIPProxyProtocol: unsupported command',
      'ProxyProtocol: no valid header found',
    ],
    source:
      'Apache httpd, modules/metadata/mod_remoteip.c; dlundquist/sniproxy#334; roadrunner2/mod-proxy-protocol#9',
  },
  {
    ...expected,
    by: 'Traefik, Caddy and others in Go',
    says: ['proxy protocol signature not present', 'unknown proxy protocol version'],
    source: 'pires/go-proxyproto, header.go',
  },
  {
    ...unexpected,
    by: 'nginx',
    says: ['request: "PROXY TCP4', 'request: "PROXY TCP6', 'request: "PROXY UNKNOWN'],
    source: 'nginx, src/http/ngx_http_request.c; canonical/lxd#5598',
  },
  {
    ...unexpected,
    by: 'nginx and Apache, in their access log',
    says: [
      '"PROXY TCP4 <host> <host> <port> <port>" 400',
      '"PROXY TCP6 <host> <host> <port> <port>" 400',
    ],
    source: 'nginx, src/http/modules/ngx_http_log_module.c, combined; dlundquist/sniproxy#334',
  },
  {
    ...unexpected,
    by: 'Apache',
    says: ['Invalid method in request PROXY'],
    source: 'Apache httpd, server/protocol.c, AH00135',
  },
  {
    ...unexpected,
    by: 'sshd',
    says: ["Bad remote protocol version identification: 'PROXY"],
    source: 'OpenSSH, kex.c',
  },
  {
    ...unexpected,
    by: 'mitmproxy',
    says: ["Bad HTTP request line: b'PROXY"],
    source: 'mitmproxy/mitmproxy#8377',
  },
  {
    ...unexpected,
    by: 'Traefik, Caddy and others in Go',
    says: ["sent PROXY header but isn't allowed to send one"],
    source: 'pires/go-proxyproto, header.go',
  },
];
