import type { Cause, Vantage } from '../../vocabulary/index.ts';

/** Symptom class of a case, how the client got the address, and what the user knows. */
export interface Circumstances {
  cause: Cause;
  /** Causes at the intended machine, and on the way to it, with the same symptom. */
  alike: readonly Cause[];
  /** A server report cannot separate them either. */
  unsplitByReport?: boolean;
  /**
   * What a connection attempt meets. A machine other than the intended one may refuse or be silent; one that answers
   * is taken for the intended one.
   */
  reply: 'refusal' | 'silence' | 'other';
  way: 'address' | 'hosts-file' | 'dns';
  /** A resolver has another address for the name in the hosts file. */
  disputed: boolean;
  /** The URL has the name of the intended server. */
  byItsName: boolean;
  /** A private address reachable by the default route only, which answers nothing. */
  outOfReach: boolean;
  knows: { address: boolean; name: boolean };
}

/** Causes by which the client uses an address that is not the intended server's. */
export const elsewhere: readonly Cause[] = [
  ...(['wrong-host', 'dns-wrong-server', 'hosts-file-override'] as const),
  ...(['cdn-in-path', 'private-ip-other-lan'] as const),
];

/** Causes that show themselves, whatever the user knows: a proxy answers at that address, or the address is 0.0.0.0. */
const byItself: readonly Cause[] = ['proxy-ignored', 'blocked-answer'];

/**
 * The causes that each vantage cannot separate in one case. The behaviour of a machine does not show whether it is
 * the intended one; only the user's knowledge does, or a server report, which lists the server's addresses.
 */
export const leftOpen = (shown: Circumstances): Record<Vantage, readonly Cause[]> =>
  isWholeKnown(shown)
    ? { client: [shown.cause], 'client+server': [shown.cause] }
    : { client: toClient(shown), 'client+server': withReport(shown) };

/** The user knows the full name besides the short one, and it resolves. */
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
  // A chosen inner address was chosen by the user; one from name resolution may be wrong there.
  return unique([...inner, ...led.filter((cause) => cause !== 'wrong-host')]);
};

const withReport = (shown: Circumstances): readonly Cause[] => {
  const { alike, cause, outOfReach, reply, unsplitByReport = false } = shown;
  if (reply === 'other') return unsplitByReport ? alike : [cause];
  const known = knowsAddress(shown);
  // It is an address of the server, and no packet arrived: nothing shows on which route it should.
  if (cause === 'private-ip-other-lan') return known ? [cause] : [cause, 'security-group'];
  // No packet reached the server; on the same network a filter between the two could also be the reason.
  if (cause === 'wrong-neighbour') return [cause, 'security-group'];
  if (cause === 'host-down' || cause === 'host-down-same-lan')
    return known ? [cause] : [cause, ...misleading(shown, false)];
  // Nothing shows whether one of its addresses is an inner one.
  if (cause === 'security-group' && outOfReach) return [cause, 'private-ip-other-lan'];
  if (!elsewhere.includes(cause)) return [cause];
  // The report shows that the address is not the server's, but not whether a machine should have it.
  const nobody: Cause[] = !known && reply === 'silence' ? ['host-down'] : [];
  return unique([...nobody, ...misleading(shown, true)]);
};

/** The user knows the server's address, or another name that resolves to it. */
const knowsAddress = ({ byItsName, knows, way }: Circumstances): boolean =>
  knows.address || (knows.name && (way === 'address' || !byItsName));

/**
 * Causes by which the client may have reached another machine. `toWhich`: the server's address is known, so other
 * sources can be compared with it.
 */
const misleading = (shown: Circumstances, toWhich: boolean): readonly Cause[] => {
  const led = ledBy(shown, toWhich);
  // A missing neighbour shows that no machine has the address, so none is taken for the intended one.
  return shown.cause === 'host-down-same-lan' ? led.filter((each) => each !== 'wrong-host') : led;
};

const ledBy = (
  { byItsName, cause, disputed, knows, way }: Circumstances,
  toWhich: boolean,
): readonly Cause[] => {
  // Response headers show an accelerator, whatever the user knows.
  if (cause === 'cdn-in-path') return [cause];
  if (way === 'address') return ['wrong-host'];
  const led: Cause = way === 'dns' ? 'dns-wrong-server' : 'hosts-file-override';
  if (knows.name) return [byItsName ? led : 'wrong-host'];
  // The hosts file has another name for the server, or a resolver has an address for the name.
  if (toWhich && way === 'hosts-file') {
    if (!byItsName) return ['wrong-host'];
    if (disputed) return [led];
  }
  return [led, 'wrong-host'];
};

const unique = (causes: readonly Cause[]): readonly Cause[] => [...new Set(causes)];
