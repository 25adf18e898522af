import { byAnswer } from './by-answer.ts';

export const gatewayTimeout = byAnswer('gateway-timeout', 2, ({ port }) => ({
  action: 'mend-service',
  text: `The proxy on port ${port} waits for the service behind it in vain: see what the service is doing, and whether the proxy can reach it at all. A longer timeout of the proxy helps only where the answer would have come.`,
  commands: [],
}));
