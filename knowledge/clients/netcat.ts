import { onStderr, type ClientProgram, type Printed } from '../client.ts';

const said = (printed: Printed): string[] =>
  onStderr(/^nc: /)(printed).filter((line) => !line.endsWith('succeeded!'));

const netcat = (
  name: string,
  patience: ClientProgram['patience'],
  options: string,
): ClientProgram => ({
  name,
  speaks: 'tcp',
  patience,
  argv: ({ host, port }) => [
    'nc',
    options,
    ...(patience === 'own' ? ['2'] : []),
    host,
    String(port),
  ],
  says: said,
  version: ['dpkg-query', '-W', '-f', 'nc (netcat-openbsd) ${Version}', 'netcat-openbsd'],
});

export const netcatProbe = netcat('nc -zv', 'kernel', '-zv');
export const netcatInHaste = netcat('nc -zvw 2', 'own', '-zvw');
