import type { Facts } from '../../observe/facts.ts';
import { decides, speaksAgainst, type Weight } from '../cause-file.ts';

/** An idle WebSocket that the other end closed, while a new one works. */
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
