import type { Facts } from '../../observe/facts.ts';
import { decides, speaksAgainst, type Weight } from '../cause-file.ts';

/** A WebSocket that the other end ended while nothing was asked on it, and a new one works. */
export const endedIdle = ({ evidence, reply, speech, stay }: Facts): (Weight | undefined)[] => [
  decides(
    'stay',
    stay !== undefined &&
      (stay.ended === 'closed' || stay.ended === 'reset') &&
      !stay.asked &&
      evidence.target.scheme.startsWith('ws'),
  ),
  decides('reply', reply === 'accepted'),
  speaksAgainst('handshake', speech !== undefined && speech !== 'as-asked'),
];
