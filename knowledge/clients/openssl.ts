import { authorityOf, onStderr, type ClientProgram } from '../client.ts';

export const openssl: ClientProgram = {
  name: 'openssl s_client',
  speaks: 'tls',
  patience: 'kernel',
  argv: (target) => [
    ...['openssl', 's_client', '-verify_return_error', '-brief', '-connect', authorityOf(target)],
  ],
  says: onStderr(/:error:|errno=|^verify error:|^depth=.*error/i),
  version: ['openssl', 'version'],
};
