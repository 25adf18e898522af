import {
  banClient,
  behindRouter,
  defineScenario,
  guardHost,
  unbanClient,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The server bans the address of the client from its port',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), guardHost('server'), banClient('server', 'DROP')],
  symptom: { at: 'connect', code: 'silence' },
  wire: 'SYN > nothing',
  cause: 'banned-client',
  clientSees: 'silentButAlive',
  twin: 'healthy/icmp-blocked',
  remedy: {
    action: 'unban-client',
    advice: 'fail2ban-client set JAIL unbanip CLIENT, once what led to the ban has ended.',
    change: unbanClient('server'),
  },
  lesson: {
    why: 'fail2ban reads logs, and makes a rule against an address from which too many attempts failed: a wrong password in a script is enough. The rule is for one address and the ports of its jail; everybody else is served.',
    tellApart:
      'Another machine reaches the same port, and this one reaches other ports. On the server a rule with the address of the client counts while you try, in a chain f2b-JAIL.',
    hints: [
      'Does another machine reach the port?',
      'Which rule counts the packets? iptables -L -v -n; nft list ruleset',
      'fail2ban-client banned; fail2ban-client status JAIL',
    ],
    see: ['fail2ban-client(1)', 'jail.conf(5), banaction', 'iptables(8)'],
  },
});
