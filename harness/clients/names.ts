import { explain } from '../../knowledge/explain.ts';
import { familyOfCase } from '../../knowledge/families/index.ts';
import type { ClientFacts } from './facts.ts';

/** The target whose parts a message is searched for. */
interface ExpectedNames {
  id: string;
  code: string;
  hosts: readonly string[];
  port: number;
}

/** Which facts a client's message names: host (name or address), port, kind of failure. */
export function namesIn(
  text: string,
  { id, code, hosts, port }: ExpectedNames,
): ClientFacts['names'] {
  const kind = familyOfCase({ id, symptom: code })?.name;
  return {
    host: hosts.some((host) => text.includes(host)),
    port: new RegExp(String.raw`(?<!\d)${port}(?!\d)`).test(text),
    kind: explain(text)?.families.some(({ name }) => name === kind) ?? false,
  };
}
