import { byAnswer } from './by-answer.ts';

export const proxyProtocolExpected = byAnswer('proxy-protocol-expected', 2, ({ port }) => ({
  action: 'agree-on-proxy-protocol',
  text: `The server on port ${port} waits for a PROXY protocol header, and ends a connection that begins otherwise; behind one it answers. Let the load balancer in front send it, or take it from the server: proxy_protocol in a listen of nginx, accept-proxy in a bind of HAProxy.`,
  commands: [],
}));
