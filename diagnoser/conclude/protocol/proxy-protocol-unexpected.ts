import { byAnswer } from './by-answer.ts';

export const proxyProtocolUnexpected = byAnswer('proxy-protocol-unexpected', 2, ({ port }) => ({
  action: 'agree-on-proxy-protocol',
  text: `A bad request is answered on port ${port} before one was sent: a load balancer in front sends a PROXY protocol header, and the server behind it does not know it. Let the server expect it (listen … proxy_protocol in nginx), or the balancer send none (send-proxy in HAProxy).`,
  commands: [],
}));
