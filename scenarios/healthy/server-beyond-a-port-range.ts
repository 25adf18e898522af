import {
  client,
  defineScenario,
  holdPorts,
  lan,
  server,
  shrinkPortRange,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'One port of the server holds more connections than a client has local ports',
  documented: 'Cannot Assign Requested Address, note',
  topology: lan({
    client: client(),
    second: client(),
    third: client(),
    server: server(webSocket()),
  }),
  target: 'ws://server/',
  harmless: [
    shrinkPortRange('client'),
    shrinkPortRange('second'),
    holdPorts('second'),
    shrinkPortRange('third'),
    holdPorts('third'),
  ],
  symptom: 'connected',
  wire: 'SYN > SYN-ACK',
  cause: 'none',
  lesson: {
    why: 'The server uses one and the same local port for all of its connections; each is told apart by the address and the port of the client. It needs no port for a connection, only memory and a file descriptor.',
    tellApart:
      'The limit of local ports is that of a client towards one server. Here two clients have reached theirs, and the third connects.',
    hints: [
      'Which local port have the connections on the server? ss -tn sport = :PORT',
      'Count them, and compare with the range: sysctl net.ipv4.ip_local_port_range',
    ],
    see: ['RFC 9293, 3.3.1', 'accept(2), EMFILE'],
  },
});
