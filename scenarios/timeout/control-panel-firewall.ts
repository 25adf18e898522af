import {
  behindRouter,
  defineScenario,
  installPanel,
  openPortInPanel,
  webSocket,
  withholdErrors,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A hosting panel keeps its own list of open ports, and this port is not on it',
  documented: 'Connection Timeout, 3',
  topology: behindRouter(webSocket()),
  target: 'ws://server/',
  fault: [withholdErrors('router'), installPanel('server')],
  symptom: { at: 'connect', code: 'silence' },
  wire: 'SYN > nothing',
  cause: 'control-panel-firewall',
  clientSees: 'silentButAlive',
  twin: 'healthy/panel-port-open',
  remedy: {
    action: 'open-port',
    advice: 'Add the port in the panel, under Security, Firewall; the panel then runs ufw allow.',
    change: openPortInPanel('server'),
  },
  lesson: {
    why: 'Panels such as Baota and aaPanel switch the firewall on when they are installed, with a default that denies and a list of ports that lets in what the panel itself serves: 22, 80, 443, 888, 8888. A service of your own has another port, and nobody told the panel.',
    tellApart:
      'No rule names the port: the policy of the INPUT chain counts the packets. /www/server/panel shows that a panel is there; what is changed behind its back it may write over, so open the port in the panel. The security group of the cloud is a second list, and the server sees nothing of it.',
    hints: [
      'The web site of the same machine works. Which ports does the machine let in at all?',
      'On the server: ufw status verbose. Which rule, or which default, meets the port?',
      'Is there a panel? ls /www/server/panel; what does it list under Security?',
    ],
    see: ['ufw(8)', 'iptables(8), policy', 'aaPanel, class/firewalls.py'],
  },
});
