import { addressesMeant, sameName } from '../meant.ts';
import type { Evidence } from '../evidence.ts';
import { isLoopback, sameAddress } from '../report/addresses.ts';

/** Looks up the user's name of the server, unless the URL has it. */
export const findTheMeant = async (evidence: Evidence): Promise<void> => {
  const { intendedAddress, intendedName, target } = evidence;
  if (intendedAddress !== undefined || intendedName === undefined) return;
  if (sameName(intendedName, target.host)) return;
  const { readNames } = await import('./names.ts');
  const { answers, hostsFile } = await readNames(intendedName);
  const answered = answers.flatMap(({ addresses }) => addresses);
  // hosts(5) comes first in the usual nsswitch.conf(5).
  evidence.intendedLookup = [...new Set(hostsFile.length > 0 ? hostsFile : answered)];
};

/** Looks up the full name for a name without a dot. */
export const findWholeName = async (evidence: Evidence): Promise<void> => {
  const { intendedName, names, target } = evidence;
  if (names?.answers.some(({ code }) => code === 'ENOTFOUND') !== true) return;
  const { readNames, readSearchList } = await import('./names.ts');
  evidence.searchList = readSearchList();
  if (intendedName?.startsWith(`${target.host}.`) !== true) return;
  const { answers } = await readNames(intendedName);
  evidence.intendedLookup = [...new Set(answers.flatMap(({ addresses }) => addresses))];
};

/** Finds another name for the intended server in the hosts file. */
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

/** Finds the source of the address and the machine at it, unless it is the intended server. */
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
