import { byAnswer } from './by-answer.ts';

export const upgradeStripped = byAnswer('upgrade-stripped', 3, ({ port }) => ({
  action: 'pass-upgrade',
  text: `What answers on port ${port} is a proxy, and the service behind it speaks WebSocket and never saw the upgrade. nginx, in the location: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; Apache: ProxyPass … upgrade=websocket (2.4.47 and later), or mod_proxy_wstunnel with a ws:// url. Then let it read its configuration again.`,
  commands: [],
}));
