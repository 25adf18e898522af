import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { http } from '../topology/topology.ts';
import * as verbs from './index.ts';
import { samplePlacement } from './sample-placement.ts';

/** As much of a lab as changes can touch, each entry a fact that is there or is not. */
type Model = ReadonlyMap<string, string>;

const fresh: Model = new Map([
  ...samplePlacement.daemons.map((one): [string, string] => [
    `${one.on} ${one.name}`,
    one.argv.join(' '),
  ]),
  ['client net.ipv4.ip_local_port_range', '32768 60999'],
  ['server address', samplePlacement.addresses['server'] ?? ''],
  ['client net.ipv4.tcp_tw_reuse', '2'],
  ['server service', JSON.stringify(samplePlacement.services['server'])],
  ['aim', JSON.stringify(samplePlacement.aim)],
]);

type Flags = Record<string, string>;

/** Keys in one order, so that equal settings are equal texts. `{}` for no options. */
const settings = (value: object): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries({ options: {}, ...value }).toSorted(([one], [other]) =>
        one.localeCompare(other),
      ),
    ),
  );

function runRoot(model: Map<string, string>, on: string, argv: readonly string[]): void {
  const [program = '', ...rest] = argv;
  const said = argv.join(' ');
  const rule = /iptables -([ID]) (\w+) (.*)$/.exec(said);
  if (program === 'sysctl') {
    const [name = '', value = ''] = (rest.at(-1) ?? '').split('=');
    model.set(`${on} ${name}`, value);
  } else if (said.includes('/etc/sysctl.conf')) {
    const [, name = '', value = ''] = /(net[\w.]+) ?= ?(\d[\d ]*)'/.exec(said) ?? [];
    model.set(`${on} ${name}`, value);
    if (said.includes('>>')) model.set(`${on} sysctl.conf ${name}`, value);
    else model.delete(`${on} sysctl.conf ${name}`);
  } else if (rule) {
    const key = `${on} rule ${rule[2]} ${rule[3]}`;
    if (rule[1] === 'I') model.set(key, 'there');
    else model.delete(key);
  } else if (/^ip6?tables -P /.test(said)) {
    if (said.endsWith('DROP')) model.set(`${on} policy`, said);
    else model.delete(`${on} policy`);
  } else if (said.includes('/etc/hosts')) {
    if (said.includes('echo')) model.set(`${on} line of the hosts file`, 'there');
    else model.delete(`${on} line of the hosts file`);
  } else if (said.includes('nft ')) runNft(model, on, said);
  else if (said.includes('ip addr add')) {
    model.set(`${on} address`, /ip addr add ([\d.]+)/.exec(said)?.[1] ?? '');
  } else if (said.startsWith('ip neigh flush')) model.delete(`${on} neighbours`);
  else if (program === 'ufw') runUfw(model, on, rest);
  else if (program === 'firewall-cmd') {
    const [, verb, port = ''] = /--(add|remove)-port=(.*)/.exec(said) ?? [];
    if (verb === 'add') model.set(`${on} zone ${port}`, 'open');
    else model.delete(`${on} zone ${port}`);
  } else if (said.includes('grep -v ufw')) model.delete(`${on} ufw`);
  else if (said.startsWith('ss -K state time-wait')) model.delete(`${on} time-wait`);
  else throw new Error(`the model does not know: ${said}`);
}

function runNft(model: Map<string, string>, on: string, said: string): void {
  if (said.includes('add rule')) model.set(`${on} nft drop`, 'there');
  else if (said.includes('insert rule')) model.set(`${on} nft accept`, 'there');
  else if (said.includes('delete rule')) model.delete(`${on} nft accept`);
  else model.delete(`${on} nft drop`);
}

function runUfw(model: Map<string, string>, on: string, argv: readonly string[]): void {
  // As it is installed, ufw denies what comes in.
  if (argv[0] === 'default') {
    if (argv[1] === 'allow') model.set(`${on} ufw default`, 'allow');
    else model.delete(`${on} ufw default`);
    return;
  }
  const [last = ''] = argv.slice(-1);
  if (argv[0] === 'delete') model.delete(`${on} ufw ${last}`);
  else if (last === 'enable') model.set(`${on} ufw`, 'on');
  else if (last === 'disable') model.delete(`${on} ufw`);
  else model.set(`${on} ufw ${last}`, argv.slice(0, -1).join(' '));
}

function runPanel(model: Map<string, string>, on: string, { open, close }: Flags): void {
  if (open) model.set(`${on} panel ${open}`, 'open');
  model.delete(`${on} panel ${close}`);
}

function take(before: Model, steps: readonly verbs.Step[]): Model {
  const model = new Map(before);
  for (const step of steps) {
    if (step.kind === 'run') runRoot(model, step.on, step.argv);
    else if (step.kind === 'aim') {
      model.set('aim', settings({ ...JSON.parse(model.get('aim') ?? '{}'), ...step.at }));
    } else if (step.kind === 'serve') {
      const key = `${step.on} service`;
      const running = model.get(key);
      const original = samplePlacement.services[step.on];
      const base = running === 'stopped' ? original : (JSON.parse(running ?? '{}') as object);
      model.set(key, step.as === 'stopped' ? 'stopped' : settings({ ...base, ...step.as }));
    } else if (step.kind === 'environment') {
      for (const [name, value] of Object.entries(step.set)) {
        if (value === undefined) model.delete(`environment ${name}`);
        else model.set(`environment ${name}`, value);
      }
    } else if (step.kind === 'daemon') {
      const key = `${step.on} ${step.name}`;
      model.set(key, model.get(key) ?? step.argv.join(' '));
    } else if (step.kind === 'start') model.set(`${step.on} ${step.program}`, 'runs');
    else if (step.kind === 'end') model.delete(`${step.on} ${step.program}`);
    else if (step.program === 'hosting-panel') runPanel(model, step.on, step.flags);
    else model.set(`${step.on} time-wait`, 'full');
  }
  return model;
}

const apply = (model: Model, change: verbs.Change): Model =>
  take(model, change.apply(samplePlacement));
const undo = (model: Model, change: verbs.Change): Model =>
  take(model, change.undo(samplePlacement));
const text = (model: Model): string[] =>
  [...model]
    .map(([key, value]) => [key, value.startsWith('{') ? settings(JSON.parse(value)) : value])
    .map((pair) => pair.join(': '))
    .toSorted();

/** One of each, and none that would overwrite what another has set. */
const independent: verbs.Change[] = [
  verbs.dropPackets('server'),
  verbs.dropIcmp('server'),
  verbs.dropIcmp('router'),
  verbs.rejectPackets('server', 'icmp-port-unreachable'),
  verbs.rejectPackets('server', 'tcp-reset'),
  verbs.openPort('server'),
  verbs.dropByNft('server'),
  verbs.renumber('server'),
  verbs.setSecurityGroup('router'),
  verbs.openPortInFront('router'),
  verbs.withholdErrors('router'),
  verbs.redirectLocally('client'),
  verbs.closeByUfw('server', 'deny'),
  verbs.closeByFirewalld('server'),
  verbs.allowByFirewalld('server'),
  verbs.openPortInPanel('server'),
  verbs.rebind('server', '127.0.0.1'),
  verbs.serve('server', http()),
  verbs.usePort('client', 'unused'),
  verbs.useScheme('client', 'http'),
  verbs.shrinkPortRange('client'),
  verbs.reuseTimeWait('client'),
  verbs.holdPorts('client'),
  verbs.floodShortConnections('client'),
  verbs.pointName('resolver', 'old'),
  verbs.useProxy('client', 'proxy'),
  verbs.bypassProxy('client'),
  verbs.allowPortInProxy('proxy'),
  verbs.dropQueries('resolver'),
  verbs.addHostsLine('client', 'old'),
];
const all = [
  ...independent,
  verbs.stopService('server'),
  verbs.allowByNft('server'),
  verbs.useHost('client', 'old'),
  verbs.closeByUfw('server', 'reject'),
  verbs.allowByUfw('server'),
  verbs.installPanel('server'),
  verbs.widenPortRange('client'),
  verbs.useProxy('client', 'nobody', 'ALL_PROXY'),
  verbs.unsetProxy('client'),
  verbs.usePort('client', 'right'),
  verbs.pointName('resolver', 'nobody'),
  verbs.correctRecord('resolver'),
  verbs.removeRecord('resolver'),
  verbs.removeDomain('resolver'),
  verbs.stopResolver('resolver'),
  verbs.requireSignatures('resolver'),
  verbs.believeUnsigned('resolver'),
  verbs.removeHostsLine('client'),
  verbs.useHost('client', 'server', 'own name'),
  verbs.usePort('client', 'web'),
];

describe.each(all.map((change) => [change.verb, change.says, change] as const))(
  '%s: %s',
  (_verb, _says, change) => {
    test('applied twice is applied once', () => {
      const once = apply(fresh, change);
      expect(text(apply(once, change))).toEqual(text(once));
    });

    test('undone is as before', () => {
      expect(text(undo(apply(fresh, change), change))).toEqual(text(fresh));
    });

    test('undoing what was never applied changes nothing', () => {
      expect(text(undo(fresh, change))).toEqual(text(fresh));
    });
  },
);

test.each([
  [verbs.stopService('server'), verbs.startService('server')],
  [verbs.redirectLocally('client'), verbs.removeRedirect('client')],
])('$0.verb is taken back by $1.verb, which is itself taken back', (fault, remedy) => {
  const broken = apply(fresh, fault);
  const mended = apply(broken, remedy);
  expect(text(mended)).toEqual(text(fresh));
  expect(text(undo(mended, remedy))).toEqual(text(broken));
});

test.each([
  [verbs.stopResolver('resolver'), verbs.startResolver('resolver')],
  [verbs.dropQueries('resolver'), verbs.allowQueries('resolver')],
])('$0.verb is taken back by $1.verb, and that by its undo', (fault, remedy) => {
  const broken = apply(fresh, fault);
  expect(text(apply(broken, remedy))).toEqual(text(fresh));
  expect(text(undo(apply(broken, remedy), remedy))).toEqual(text(broken));
});

test('undo takes back just what its own change did, whatever else was done', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(independent, { minLength: 1 }), fc.nat(), (chosen, index) => {
      const one = chosen[index % chosen.length]!;
      const others = chosen.filter((change) => change !== one);
      const without = others.reduce(apply, fresh);
      expect(text(undo(chosen.reduce(apply, fresh), one))).toEqual(text(without));
    }),
  );
});
