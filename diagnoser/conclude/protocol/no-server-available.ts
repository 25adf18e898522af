import { byAnswer } from './by-answer.ts';

export const noServerAvailable = byAnswer('no-server-available', 2, () => ({
  action: 'start-service',
  text: 'The load balancer takes none of its servers for alive. Start the service on one of them; if it runs, see what the health checks ask for, and what they get.',
  commands: [],
}));
