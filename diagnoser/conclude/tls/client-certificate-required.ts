import { decides, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';

export const clientCertificateRequired: CauseFile = {
  cause: 'client-certificate-required',
  prior: 2,
  judge: ({ speech }) => [decides('handshake', speech === 'certificate-wanted')],
  remedy: ({ evidence, port }) => {
    const url = evidence.target.url.replace(/^ws/i, 'http');
    return {
      action: 'give-certificate',
      text: `The server on port ${port} lets in clients alone that show a certificate (mutual TLS), and this one shows none. Have the authority of the service issue one, and give it and its key to the client.`,
      commands: /^\w+:/.test(url) ? [sh`curl --cert client.crt --key client.key -i ${url}`] : [],
    };
  },
};
