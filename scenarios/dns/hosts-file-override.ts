import {
  addHostsLine,
  amongMachines,
  defineScenario,
  removeHostsLine,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A line in the hosts file of the client leads the name to the old server',
  topology: amongMachines(webSocket(), { ways: ['dns'] }),
  target: 'ws://server/',
  fault: addHostsLine('client', 'other'),
  symptom: { at: 'connect', code: 'ECONNREFUSED' },
  wire: { client: 'SYN > RST', server: 'nothing sent' },
  cause: 'hosts-file-override',
  remedy: {
    action: 'correct-hosts-file',
    advice: 'Take the line for the name out of /etc/hosts of the client.',
    change: removeHostsLine('client'),
  },
  lesson: {
    why: 'Somebody once put the name into the hosts file, for a test or a move, and forgot it. The file comes before DNS, so this client alone goes to the old server, while everybody else reaches the new one.',
    tellApart:
      'dig asks the resolver and shows the right address; getent asks as programs do and shows the other. Where the two differ, a file of this machine is in between.',
    hints: [
      'Does it fail for everybody, or on this machine only?',
      'Compare: dig NAME, and getent ahosts NAME',
      'Who comes first? grep hosts /etc/nsswitch.conf',
    ],
    see: ['hosts(5)', 'nsswitch.conf(5)', 'RFC 9293, 3.10.7.1'],
  },
});
