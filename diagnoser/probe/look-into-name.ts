import { addressesMeant, sameName } from '../meant.ts';
import type { Evidence } from '../evidence.ts';
import { isLoopback, sameAddress } from '../report/addresses.ts';

/** The user may know the server by a name alone. It is looked up unless the url has it. */
export const findTheMeant = async (evidence: Evidence): Promise<void> => {
  const { intendedAddress, intendedName, target } = evidence;
  if (intendedAddress !== undefined || intendedName === undefined) return;
  if (sameName(intendedName, target.host)) return;
  const { readNames } = await import('./names.ts');
  const { answers, hostsFile } = await readNames(intendedName);
  const answered = answers.flatMap(({ addresses }) => addresses);
  // hosts(5) comes first, as systems are set up (nsswitch.conf(5)).
  evidence.intendedLookup = [...new Set(hostsFile.length > 0 ? hostsFile : answered)];
};

/** A name without a dot may be known by its whole name. */
export const findWholeName = async (evidence: Evidence): Promise<void> => {
  const { intendedName, names, target } = evidence;
  if (names?.answers.some(({ code }) => code === 'ENOTFOUND') !== true) return;
  const { readNames, readSearchList } = await import('./names.ts');
  evidence.searchList = readSearchList();
  if (intendedName?.startsWith(`${target.host}.`) !== true) return;
  const { answers } = await readNames(intendedName);
  evidence.intendedLookup = [...new Set(answers.flatMap(({ addresses }) => addresses))];
};

/** The hosts file may have another name for the server than the one that leads elsewhere. */
export const nameTheMeant = async (evidence: Evidence): Promise<void> => {
  const { intendedAddress, intendedName, lookup, server } = evidence;
  if (lookup === undefined || intendedName !== undefined) return;
  const reported = (server?.after ?? server?.before)?.addresses ?? [];
  const meant = intendedAddress === undefined ? reported : [intendedAddress];
  if (meant.some((own) => lookup.addresses.some((used) => sameAddress(own, used)))) return;
  const { ownNameOf } = await import('./names.ts');
  const name = meant.flatMap((own) => (isLoopback(own) ? [] : (ownNameOf(own) ?? [])))[0];
  if (name !== undefined) evidence.intendedName = name;
};

/** Where the address comes from, and who has it, unless it is the one that is meant. */
export const lookIntoName = async (evidence: Evidence): Promise<void> => {
  const { attempts, lookup, target } = evidence;
  const [first] = attempts;
  const isMeant =
    first !== undefined &&
    (addressesMeant(evidence)?.some((address) => sameAddress(address, first.address)) ?? false);
  if (isMeant || first?.local === true) return;
  const web =
    first === undefined
      ? undefined
      : import('./web.ts').then(({ askTheWeb }) => askTheWeb(evidence, first.address));
  if (lookup !== undefined) {
    const { readNames } = await import('./names.ts');
    evidence.names ??= await readNames(target.host);
  }
  if (web !== undefined) evidence.web = await web;
};
