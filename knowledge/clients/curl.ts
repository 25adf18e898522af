import { onStderr, urlFor, type ClientProgram } from '../client.ts';

const curl: Omit<ClientProgram, 'name' | 'argv' | 'says' | 'patience'> = {
  speaks: 'http',
  version: ['curl', '--version'],
};

const withOptions =
  (...options: string[]): ClientProgram['argv'] =>
  (target) => ['curl', ...options, '--output', '/dev/null', urlFor(curl, target)];

/** In scripts: silent but for errors, and a status from 400 on is one. */
export const curlInScripts: ClientProgram = {
  ...curl,
  name: 'curl',
  patience: 'kernel',
  argv: withOptions('-sSf'),
  says: onStderr(/^curl: /),
};

/** With a limit of its own, as in health checks. */
export const curlInHaste: ClientProgram = {
  ...curl,
  name: 'curl -m 2',
  patience: 'own',
  argv: withOptions('-sSf', '-m', '2'),
  says: onStderr(/^curl: /),
};

/** With what it does meanwhile, which tells more than the error. */
export const curlVerbose: ClientProgram = {
  ...curl,
  name: 'curl -v',
  patience: 'kernel',
  argv: withOptions('-sSfv'),
  says: onStderr(
    /^curl: |^\* (?!Closing| expire date).*(fail|refused|error|timed out|unreach|reset|empty|alert|problem|could ?n[o']t|not match|expire)/i,
  ),
};
