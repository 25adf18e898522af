/**
 * What a remedy does, in a word that a judge can read. The advice and the commands around it are
 * for people; only this word is graded.
 */
export const remedyActions = {
  'start-service': 'Start the service.',
  'use-right-port': 'Connect to the port on which the service listens.',
  'correct-record': 'Give the DNS record of the name the address of the server.',
  'correct-hosts-file': 'Take the line for the name out of the hosts file of the client.',
  'mend-resolver':
    'Make the resolver answer: start it, let the client in to its port 53, or use another.',
  'bypass-edge':
    "Use a port that the accelerator carries, or a name or address of the server's own.",
  'use-right-address':
    'Connect to an address or a name by which the machine with the service can be reached.',
  'listen-on-all-addresses': 'Make the service listen on 0.0.0.0 (or :: for both families).',
  'open-port': 'Let the port through a firewall (or switch the firewall off).',
  'open-port-in-front': 'Open the port in the security group, the cloud console or the router.',
  'widen-port-range': 'Widen net.ipv4.ip_local_port_range on the client.',
  'reuse-time-wait': 'Set net.ipv4.tcp_tw_reuse=1 on the client.',
  'hold-fewer-connections': 'Keep fewer connections open, or reuse the ones that are open.',
  'serve-websocket': 'Make the server speak WebSocket on this port.',
  'use-websocket-client': 'Use a WebSocket client (ws:// or wss://) for this port.',
  'use-http-client': 'Use an HTTP client (http:// or https://) for this port.',
  'fix-route': 'Give the server a route back to the client.',
  'accept-faster': 'Make the service accept its connections, or give it a longer queue.',
  'start-host': 'Start the machine, or use the address of one that runs.',
  'bypass-proxy': "Unset the client's proxy settings, or list the server in NO_PROXY.",
  'allow-port-in-proxy': 'Let the proxy connect to the port.',
  'remove-redirect': 'Take away the redirect on the client, or start the proxy that it leads to.',
  'look-further': 'Gather more evidence first; nothing is to be changed yet.',
} as const;

export type RemedyAction = keyof typeof remedyActions;
