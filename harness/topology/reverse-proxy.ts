import type { Runs } from './daemon.ts';
import { nginx } from './nginx.ts';

/** Options of a proxy in front of a service. All have working defaults. */
export interface ProxyOptions {
  /** Whether the WebSocket upgrade is passed on. */
  upgrade?: 'passed' | 'stripped';
  /** Paths that are proxied to the service; others get 404. */
  path?: string;
  /** Status of a redirect to the service's location, sent for every request. */
  redirect?: '301' | '302';
  /** Serves only the service's own name; the status for other names. */
  only?: string;
  otherwise?: '404' | '403' | '421';
  /** Idle timeout of a WebSocket, in seconds; nginx and HAProxy. */
  waits?: string;
  /** Number of worker processes; nginx. */
  workers?: string;
  /** PROXY protocol version in which it sends the client's address to the server. */
  tells?: 'v1' | 'v2';
  /** Health checks of the service; HAProxy only. */
  checks?: 'yes';
  /** Requires a PROXY protocol header from its own clients. */
  expects?: 'proxy-protocol';
}

interface ProxySettings {
  /** Address and port. */
  listen: string;
  upstream: string;
  options: ProxyOptions;
  /** File with key and certificates: it terminates TLS; nginx only. */
  pem?: string | undefined;
}

/** Default time in which the service must answer, in seconds. */
const waitsSeconds = '1';

const passingOn = `proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_header;`;

/** nginx in front of a service, configured as its documentation says for WebSocket. */
export const nginxProxy = ({ listen, upstream, options, pem }: ProxySettings): Runs => {
  const { expects, only, otherwise = '404', path = '/', redirect, upgrade, waits } = options;
  const header = `${pem === undefined ? '' : ' ssl'}${expects === undefined ? '' : ' proxy_protocol'}`;
  const secure =
    pem === undefined ? '' : `  ssl_certificate ${pem};\n  ssl_certificate_key ${pem};\n`;
  const others = (status: string): string => `location / { return ${status}; }`;
  const service = `location ${path} {
      proxy_pass http://${upstream};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      ${upgrade === 'stripped' ? '' : passingOn}
      proxy_read_timeout ${waits ?? waitsSeconds}s;
    }`;
  const place =
    redirect === undefined
      ? service
      : `location / { return ${redirect} http://$http_host/moved/; }`;
  return nginx(
    '',
    `${secure}  map $http_upgrade $connection_header { default upgrade; '' close; }
  server {
    listen ${listen}${header}${only === undefined ? '' : ' default_server'};
    ${only === undefined ? place : others(otherwise)}
    ${path === '/' || only !== undefined || redirect !== undefined ? '' : others('404')}
  }
${only === undefined ? '' : `  server {\n    listen ${listen}${header};\n    server_name ${only};\n    ${place}\n  }`}`,
    options.workers,
  );
};

export const listensReady = 'it listens';

/** Readiness probe for a program that does not print when it serves. */
const saysThatItListens = (listen: string, answers = 'nc -z localhost'): string =>
  `(for turn in $(seq 1000); do ${answers} ${listen.replace(/^.*:/, '')} && echo ${listensReady} && break; sleep 0.02; done) &`;

/** A balancer answers 503 until a health check has found the server. */
const isBalanced = `answers() { status=$(printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 1 localhost "$1" | head -n 1); case $status in ''|*\\ 503*) return 1;; esac; }`;

/** Apache httpd in front of a service: mod_proxy_http passes the upgrade on if configured to (since 2.4.47). */
export const apacheProxy = ({ listen, upstream, options }: ProxySettings): Runs => ({
  capabilities: ['chown', 'kill', 'net_bind_service', 'setgid', 'setuid'],
  argv: [
    'sh',
    '-c',
    `set -e
mkdir -p /run/apache
cat > /run/apache/httpd.conf <<'END'
ServerRoot /usr/lib/apache2
ServerName localhost
PidFile /run/apache/pid
Mutex pthread
User www-data
Group www-data
ErrorLog /run/apache/error.log
LogLevel notice
${['mpm_event', 'authz_core', 'proxy', 'proxy_http', 'proxy_wstunnel'].map((name) => `LoadModule ${name}_module modules/mod_${name}.so`).join('\n')}
Listen ${listen}
ProxyPreserveHost On
ProxyTimeout ${waitsSeconds}
ProxyPass ${options.path ?? '/'} http://${upstream}${options.path ?? '/'} retry=0${options.upgrade === 'stripped' ? '' : ' upgrade=websocket'}
END
${saysThatItListens(listen)}
exec apache2 -DFOREGROUND -f /run/apache/httpd.conf`,
  ],
});

/** HAProxy in front of a service. With a PROXY header it relays bytes (TCP mode). */
export const haproxy = ({ listen, upstream, options }: ProxySettings): Runs => ({
  capabilities: ['net_bind_service', 'setgid', 'setuid'],
  argv: [
    'sh',
    '-c',
    `set -e
cat > /run/haproxy.cfg <<'END'
defaults
  mode ${options.tells === undefined ? 'http' : 'tcp'}
  timeout connect ${waitsSeconds}s
  timeout client 1m
  timeout server ${waitsSeconds}s
  timeout tunnel ${options.waits ?? '60'}s
  retries 0
listen service
  bind ${listen}
  server one ${upstream}${options.checks === undefined ? '' : ' check inter 200ms fall 1 rise 1'}${{ v1: ' send-proxy', v2: ' send-proxy-v2', none: '' }[options.tells ?? 'none']}
END
${options.checks === undefined ? saysThatItListens(listen) : `${isBalanced}\n${saysThatItListens(listen, 'answers')}`}
exec haproxy -db -f /run/haproxy.cfg`,
  ],
});
