import type { Runs } from './daemon.ts';

export const nginxReady = 'start worker process';

/** nginx with this before it starts, and what is in its `http` block. */
const nginx = (before: string, http: string): Runs => ({
  capabilities: ['chown', 'kill', 'net_bind_service', 'setgid', 'setuid'],
  argv: [
    'sh',
    '-c',
    `set -e
${before}cat > /run/nginx.conf <<'END'
daemon off;
pid /run/nginx.pid;
error_log stderr notice;
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

/** As accelerators are set up: HTTP and WebSocket to the origin, with headers of its own. */
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
    location / {
      proxy_pass http://${origin};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_header;
      proxy_cache pages;
      proxy_cache_bypass $http_upgrade;
      proxy_no_cache $http_upgrade;
    }
  }`,
  );

/** One page; over TLS with a file that holds the key and the certificates. */
export const website = (listen: string, pem: string | undefined): Runs =>
  nginx(
    '',
    `  server {
    listen ${listen}${pem === undefined ? '' : ` ssl;\n    ssl_certificate ${pem};\n    ssl_certificate_key ${pem}`};
    location / {
      default_type text/html;
      return 200 '<!doctype html><title>200</title>';
    }
  }`,
  );
