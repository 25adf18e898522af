import { shell, type Change, type Step } from '../changes/change.ts';

/** Docker's resolver in each container on a network of one's own (docs.docker.com, Networking overview, DNS). */
const resolver = '127.0.0.11';
const ownPort = 5353;
/** As dnsmasq runs, whose own questions are led nowhere else. */
const owner = 'nobody';

/**
 * Questions of the client go to a resolver of ours, which says that the name does not exist, and asks Docker's for all
 * others. Docker translates the port of a question itself, so this comes first.
 */
const led = `OUTPUT -t nat -d ${resolver} -p udp --dport 53 -m owner ! --uid-owner ${owner} -j DNAT --to-destination 127.0.0.1:${ownPort}`;

const rule = (how: string): Step => shell('client', how.replaceAll('RULE', led));

/** The name by which the client knows the server is not found any more (RFC 8020: nor is any below it). */
export const loseName: Change = {
  ...{ verb: 'loseName', on: 'client' },
  says: 'the name of the server does not exist for the client',
  apply: ({ aim }) => [
    {
      ...{ kind: 'start', on: 'client', name: 'resolver', ready: 'started, version' },
      capabilities: ['net_bind_service', 'setgid', 'setuid'],
      argv: [
        ...['dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--log-facility=-'],
        ...['--pid-file=', `--user=${owner}`, '--no-hosts', '--no-resolv', '--bind-interfaces'],
        ...['--listen-address=127.0.0.1', `--port=${ownPort}`],
        ...[`--address=/${aim.host}/`, `--server=${resolver}`],
      ],
    },
    rule('iptables -C RULE 2>/dev/null || iptables -I RULE'),
  ],
  undo: () => [
    rule('! iptables -C RULE 2>/dev/null || iptables -D RULE'),
    { kind: 'end', on: 'client', name: 'resolver' },
  ],
};
