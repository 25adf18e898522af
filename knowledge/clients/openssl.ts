import { authorityOf, onStderr, type Program } from '../client.ts';

export const openssl: Program = {
  name: 'openssl s_client',
  speaks: 'tls',
  patience: 'kernel',
  argv: (target) => [
    ...['openssl', 's_client', '-verify_return_error', '-brief', '-connect', authorityOf(target)],
  ],
  says: onStderr(/:error:|errno=|^verify error:|^depth=.*error/i),
  version: ['openssl', 'version'],
};
