import type { Cause, Vantage } from '../../vocabulary/index.ts';

/** How a case shows itself, how the client came to the address, and what the user knows. */
export interface Circumstances {
  cause: Cause;
  /** The causes of the machine that is meant, and of the way to it, that show themselves like this. */
  alike: readonly Cause[];
  /** A report of the server does not tell them apart either. */
  unsplitByReport?: boolean;
  /** Another machine than the one meant may refuse, or be silent; one that answers is taken for it. */
  reply: 'refusal' | 'silence' | 'other';
  way: 'address' | 'hosts-file' | 'dns';
  /** A resolver gives the name of the hosts file another address. */
  disputed: boolean;
  /** The url has the name of the server that is meant. */
  byItsName: boolean;
  /** A private address that only the default route leads to, and nothing there answers anything. */
  outOfReach: boolean;
  knows: { address: boolean; name: boolean };
}

/** With these the client uses another address than that of the server that is meant. */
export const elsewhere: readonly Cause[] = [
  ...(['wrong-host', 'dns-wrong-server', 'hosts-file-override'] as const),
  ...(['cdn-in-path', 'private-ip-other-lan'] as const),
];

/**
 * Whatever the user knows: by its proxy the client is answered at that address, and 0.0.0.0 is the address of
 * nobody.
 */
const byItself: readonly Cause[] = ['proxy-ignored', 'blocked-answer'];

/**
 * The causes that a vantage cannot split, for one case. What the machine at the address does tells
 * nothing of whether it is the machine that is meant: only what the user knows does, or a report of the
 * server, which has the addresses of the server.
 */
export const leftOpen = (shown: Circumstances): Record<Vantage, readonly Cause[]> =>
  isWholeKnown(shown)
    ? { client: [shown.cause], 'client+server': [shown.cause] }
    : { client: toClient(shown), 'client+server': withReport(shown) };

/** The whole name is known beside the short one, and is found. */
const isWholeKnown = ({ cause, knows }: Circumstances): boolean =>
  cause === 'search-domain-missing' && knows.name;

const toClient = (shown: Circumstances): readonly Cause[] => {
  const { alike, cause, outOfReach, reply } = shown;
  if (reply === 'other' || byItself.includes(cause)) return alike;
  const inner: Cause[] = outOfReach ? ['private-ip-other-lan'] : [];
  if (!knowsAddress(shown)) return unique([...alike, ...inner, ...misleading(shown, false)]);
  if (!elsewhere.includes(cause)) return unique([...alike, ...inner]);
  const led = misleading(shown, true);
  if (!outOfReach) return led;
  // Who chose the address chose one of the inside; who was led there may have been led wrong.
  return unique([...inner, ...led.filter((cause) => cause !== 'wrong-host')]);
};

const withReport = (shown: Circumstances): readonly Cause[] => {
  const { alike, cause, outOfReach, reply, unsplitByReport = false } = shown;
  if (reply === 'other') return unsplitByReport ? alike : [cause];
  const known = knowsAddress(shown);
  // It is an address of the server, and no packet came to it: nobody says by which way it should.
  if (cause === 'private-ip-other-lan') return known ? [cause] : [cause, 'security-group'];
  // Nothing came to the server: what keeps it away on the same network may be a filter between the two as well.
  if (cause === 'wrong-neighbour') return [cause, 'security-group'];
  if (cause === 'host-down' || cause === 'host-down-same-lan')
    return known ? [cause] : [cause, ...misleading(shown, false)];
  // Nor does anything tell whether one of its addresses is one of the inside.
  if (cause === 'security-group' && outOfReach) return [cause, 'private-ip-other-lan'];
  if (!elsewhere.includes(cause)) return [cause];
  // The report shows that the address is another's, and not whether a machine should be there.
  const nobody: Cause[] = !known && reply === 'silence' ? ['host-down'] : [];
  return unique([...nobody, ...misleading(shown, true)]);
};

/** The address of the server is known, or another name of it that leads there. */
const knowsAddress = ({ byItsName, knows, way }: Circumstances): boolean =>
  knows.address || (knows.name && (way === 'address' || !byItsName));

/**
 * By what the client may have come to another machine. `toWhich`: the address of the server is known, so
 * that other sources can be held against it.
 */
const misleading = (shown: Circumstances, toWhich: boolean): readonly Cause[] => {
  const led = ledBy(shown, toWhich);
  // Of an address of the own network it shows that no machine has it: none is taken for the one meant.
  return shown.cause === 'host-down-same-lan' ? led.filter((each) => each !== 'wrong-host') : led;
};

const ledBy = (
  { byItsName, cause, disputed, knows, way }: Circumstances,
  toWhich: boolean,
): readonly Cause[] => {
  // Its headers show an accelerator, whatever is known.
  if (cause === 'cdn-in-path') return [cause];
  if (way === 'address') return ['wrong-host'];
  const led: Cause = way === 'dns' ? 'dns-wrong-server' : 'hosts-file-override';
  if (knows.name) return [byItsName ? led : 'wrong-host'];
  // The hosts file calls the server by another name, or a resolver gives the name its address.
  if (toWhich && way === 'hosts-file') {
    if (!byItsName) return ['wrong-host'];
    if (disputed) return [led];
  }
  return [led, 'wrong-host'];
};

const unique = (causes: readonly Cause[]): readonly Cause[] => [...new Set(causes)];
