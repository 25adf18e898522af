import { onStderr, type Client } from '../client.ts';

export const openssl: Client = {
  name: 'openssl s_client',
  speaks: 'tls',
  patience: 'kernel',
  argv: ({ host, port }) => [
    ...['openssl', 's_client', '-verify_return_error', '-brief', '-connect', `${host}:${port}`],
  ],
  says: onStderr(/:error:|errno=|^verify error:|^depth=.*error/i),
  version: ['openssl', 'version'],
};
