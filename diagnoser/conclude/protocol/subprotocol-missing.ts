import type { Evidence } from '../../evidence.ts';
import { byAnswer } from './by-answer.ts';

const chosenOf = ({ retries = [] }: Evidence): string => {
  const taken = retries.find(
    ({ otherwise, handshake }) => otherwise === 'subprotocol' && handshake.accepted,
  );
  const chosen = taken?.handshake.headers?.['sec-websocket-protocol'];
  return chosen === undefined ? '' : `, and takes ${chosen}`;
};

export const subprotocolMissing = byAnswer('subprotocol-missing', 1, ({ evidence }) => ({
  action: 'offer-subprotocol',
  text: `The server wants a subprotocol offered${chosenOf(evidence)}: new WebSocket(url, ['…']), which is the header Sec-WebSocket-Protocol.`,
  commands: [],
}));
