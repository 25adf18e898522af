import { recordedPackets } from './recorded-capture.ts';
import { clientPage, type ShownClient } from '../harness/clients/client-page.ts';
import { usualExpectations, type ClientFacts } from '../harness/clients/facts.ts';

const network: ShownClient['evidence']['network'] = [
  { name: 'client', role: 'client', on: [{ network: 0, address: '10.77.1.2' }] },
  { name: 'server', role: 'server', on: [{ network: 0, address: '10.77.2.2' }] },
];

const facts: ClientFacts = {
  ...{
    case: 'refused/not-listening',
    url: 'http://10.77.2.2:8081/',
    text: 'refused, trying again\n',
  },
  symptom: { stage: 'connect', code: 'ECONNREFUSED' },
  ...{ saidMs: 120, attemptsMs: [90, 1090], begunMs: 90, connections: 1, left: 0 },
  ...{ watchedMs: 3000, canRecover: true, recoveredMs: 800 },
  names: { host: false, port: false, kind: true },
};

/** Two failures: one client waits for the mend, one says what it is told to and ends as if all were well. */
function sampleShown(text: string): ShownClient[] {
  const captured = (name: string) => ({
    client: recordedPackets(`${name}.client`),
    server: recordedPackets(`${name}.server`),
  });
  const evidence = {
    ...{ title: 'Nothing listens on the port', network, serverAddress: '10.77.2.2' },
    faults: [{ on: 'server', says: 'the service is not running' }],
    ...{ broken: captured('reset'), mended: captured('accepted') },
  };
  const again = 'npx badconn client cmd:./app refused/not-listening';
  const ended = { afterMs: 150, code: 0, signal: null };
  return [
    { outcomes: ['right'], facts, evidence, again },
    {
      outcomes: ['false-success'],
      facts: { ...facts, case: 'lost/reset-after-accept', text, ended },
      evidence,
      again,
    },
  ];
}

/** The page of them, by a client that is named so. */
export const sampleClientPage = (text: string): string =>
  clientPage({
    ...{ version: '0.1.0', client: `cmd:./app:${text}`, seed: '7e57'.repeat(8) },
    ...{ expected: usualExpectations, shown: sampleShown(text) },
  });
