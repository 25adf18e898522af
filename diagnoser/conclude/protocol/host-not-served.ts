import { byAnswer } from './by-answer.ts';

export const hostNotServed = byAnswer('host-not-served', 1, ({ evidence }) => ({
  action: 'use-right-address',
  text: `The web server chooses by the name that it is asked for, and has no service under ${evidence.target.host}. Connect by the name that it serves${evidence.intendedName === undefined ? '' : ` (${evidence.intendedName})`}, or add this one to it: server_name in nginx, ServerAlias in Apache, the list of allowed hosts in an application.`,
  commands: [],
}));
