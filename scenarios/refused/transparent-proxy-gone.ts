import {
  client,
  defineScenario,
  lan,
  redirectLocally,
  removeRedirect,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A redirect on the client leads its connections to a local proxy that is not running',
  documented: 'Connection Refuse, 6',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  fault: redirectLocally('client'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: 'nothing sent',
  cause: 'transparent-proxy-gone',
  remedy: {
    action: 'remove-redirect',
    advice: 'Take the redirect away, or start the proxy that it leads to.',
    change: removeRedirect('client'),
  },
  lesson: {
    why: 'Transparent proxies put a rule into the client (nat, REDIRECT) that sends its connections to a port of its own. When the program behind that port has ended and the rule stays, the client refuses itself; the error names the server all the same.',
    tellApart:
      'No packet leaves the client. The reset is its own: Tcp OutRsts in /proc/net/snmp of the client rises with each attempt, which a reset from elsewhere does not do.',
    hints: [
      'The error names the server. Did a packet ever leave for it? tcpdump -n -i any tcp port PORT',
      'Who sent the reset? On the client, compare Tcp OutRsts in /proc/net/snmp before and after.',
      'As root on the client: iptables -t nat -S OUTPUT, or nft list ruleset',
    ],
    see: ['iptables-extensions(8), REDIRECT', 'RFC 9293, 3.10.7.1', 'proc_net(5), snmp'],
  },
});
