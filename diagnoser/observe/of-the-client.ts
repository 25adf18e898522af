import { addresses } from './addresses.ts';
import { certificate } from './certificate.ts';
import { content } from './content.ts';
import { descriptors } from './descriptors.ts';
import { hello } from './hello.ts';
import { handshake } from './handshake.ts';
import { intended } from './intended.ts';
import { kept } from './kept.ts';
import { life } from './life.ts';
import { localPorts } from './local-ports.ts';
import { names } from './names.ts';
import { ownRules } from './own-rules.ts';
import { portal } from './portal.ts';
import { proxy } from './proxy.ts';
import { reply } from './reply.ts';
import { retries } from './retries.ts';
import { route } from './route.ts';
import { searchList } from './search-list.ts';
import { sizes } from './sizes.ts';
import { stay } from './stay.ts';
import { tries } from './tries.ts';
import { web } from './web.ts';

/** Observations from the client, in reporting order. */
export const ofTheClient = [
  proxy,
  stay,
  descriptors,
  reply,
  ownRules,
  addresses,
  handshake,
  portal,
  tries,
  content,
  kept,
  hello,
  retries,
  sizes,
  certificate,
  localPorts,
  life,
  names,
  searchList,
  web,
  intended,
  route,
] as const;
