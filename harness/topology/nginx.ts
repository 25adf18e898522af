import type { Runs } from './daemon.ts';

export const nginxReady = 'start worker process';

/** nginx with shell commands to run before it, the content of its `http` block, and the number of workers. */
export const nginx = (before: string, http: string, workers = '1'): Runs => ({
  capabilities: ['chown', 'kill', 'net_bind_service', 'setgid', 'setuid'],
  argv: [
    'sh',
    '-c',
    `set -e
${before}cat > /run/nginx.conf <<'END'
daemon off;
pid /run/nginx.pid;
error_log stderr notice;
worker_processes ${workers};
events {}
http {
  access_log off;
  server_tokens off;
${http}
}
END
exec nginx -c /run/nginx.conf`,
  ],
});

/** A typical accelerator: HTTP and WebSocket to the origin, with headers of its own. */
export const accelerator = (name: string, origin: string): Runs =>
  nginx(
    `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj '/CN=${name}' \
  -keyout /run/edge.key -out /run/edge.crt 2>/dev/null
`,
    `  proxy_cache_path /run/edge-cache keys_zone=pages:1m;
  map $http_upgrade $connection_header { default upgrade; '' close; }
  server {
    listen 80;
    listen [::]:80;
    listen 443 ssl;
    ssl_certificate /run/edge.crt;
    ssl_certificate_key /run/edge.key;
    add_header Via '1.1 ${name} (nginx)' always;
    add_header X-Cache $upstream_cache_status always;
    error_page 502 =521 /521;
    error_page 504 =522 /522;
    location = /521 {
      internal;
      return 521 'Web server is down';
    }
    location = /522 {
      internal;
      return 522 'Connection timed out';
    }
    location / {
      proxy_pass http://${origin};
      proxy_http_version 1.1;
      proxy_connect_timeout 1s;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_header;
      proxy_cache pages;
      proxy_cache_bypass $http_upgrade;
      proxy_no_cache $http_upgrade;
    }
  }`,
  );

/** Restrictions of a TLS server, as nginx directives. */
const insistsOn: Readonly<Record<string, string>> = {
  'versions old': 'ssl_protocols TLSv1 TLSv1.1; ssl_ciphers DEFAULT:@SECLEVEL=0;',
  'versions 1.2': 'ssl_protocols TLSv1.2;',
  'ciphers rsa': 'ssl_protocols TLSv1.2; ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256;',
  'serves another-name': 'server_name another.test;',
};

const tlsOf = (pem: string, options: Record<string, string>): string[] => [
  `ssl_certificate ${pem};`,
  `ssl_certificate_key ${pem};`,
  ...Object.entries(options).map(([name, value]) => insistsOn[`${name} ${value}`] ?? ''),
  // Any authority will do: no client has a certificate.
  ...(options['asks'] ? ['ssl_verify_client on;', `ssl_client_certificate ${pem};`] : []),
];

/** A web server with one page; with TLS if given a file with key and certificates. */
export const website = (
  listen: string,
  pem: string | undefined,
  options: Record<string, string> = {},
): Runs =>
  nginx(
    '',
    `${options['serves'] ? `  server { listen ${listen} ssl default_server; ssl_reject_handshake on; }\n` : ''}  server {
    listen ${listen}${pem === undefined ? '' : ' ssl'};
    ${pem === undefined ? '' : tlsOf(pem, options).join('\n    ')}
    location / {
      default_type text/html;
      return 200 '<!doctype html><title>200</title>';
    }
  }`,
  );
