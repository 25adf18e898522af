import { byAnswer } from './by-answer.ts';

/** Cloudflare, Support, 5xx errors. */
const reasons: Record<number, string> = {
  520: 'gets an answer from the server behind it that is none',
  521: 'is refused by the server behind it: nothing listens there, or a firewall refuses the accelerator',
  522: 'gets no answer from the server behind it: a firewall discards what comes from the accelerator, or it is down',
  523: 'has no way to the server behind it: its address is wrong',
  524: 'waits for the server behind it in vain',
  525: 'finds no TLS at the server behind it',
  526: 'does not accept the certificate of the server behind it',
};

export const edgeCannotReachOrigin = byAnswer('edge-cannot-reach-origin', 2, ({ handshake }) => ({
  action: 'start-service',
  text: `The web accelerator answers, and ${reasons[handshake?.status ?? 0] ?? 'cannot use the server behind it'}. Its own check is the address, port and certificate of that server, asked past the accelerator.`,
  commands: [],
}));
