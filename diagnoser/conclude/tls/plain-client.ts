import { decides, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';

export const plainClient: CauseFile = {
  cause: 'plain-client',
  prior: 3,
  judge: ({ speech }) => [decides('hello', speech === 'tls-instead')],
  remedy: ({ evidence, port }) => {
    const url = evidence.target.url.replace(/^(ws|http):/i, '$1s:');
    return {
      action: 'use-tls',
      text: `Port ${port} speaks TLS, and the client speaks without it. Connect with the url ${url}.`,
      commands: /^\w+:/.test(url) ? [sh`curl -i ${url.replace(/^ws/i, 'http')}`] : [],
    };
  },
};
