import { shell, type Change, type Step } from '../changes/change.ts';

/**
 * Docker's embedded resolver, in every container on a user-defined network (docs.docker.com, Networking overview,
 * DNS).
 */
const resolver = '127.0.0.11';
const ownPort = 5353;
/** The user that dnsmasq runs as; its own queries are not redirected. */
const owner = 'nobody';

/**
 * Redirects the client's DNS queries to our dnsmasq, which answers NXDOMAIN for the name and forwards all other
 * queries to Docker's resolver. Docker itself rewrites the destination port of a query, so this rule must come first.
 */
const led = `OUTPUT -t nat -d ${resolver} -p udp --dport 53 -m owner ! --uid-owner ${owner} -j DNAT --to-destination 127.0.0.1:${ownPort}`;

const rule = (how: string): Step => shell('client', how.replaceAll('RULE', led));

/** The name of the server does not exist for the client, nor does any name below it (NXDOMAIN, RFC 8020). */
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
