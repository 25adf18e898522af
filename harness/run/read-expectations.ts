import { expectationsSchema, type Expectation } from '../../vocabulary/index.ts';
import { notOf, readDocument, type DocumentKind } from '../documents/read-document.ts';
import { nearest } from '../nearest.ts';

const expectations: DocumentKind = {
  name: 'a list of expectations',
  schema: expectationsSchema,
  code: 'USAGE_EXPECTATIONS',
  next: 'write [{ "case": "refused/wrong-port", "vantage": "client", "grade": "vague", "reason": "…" }]',
};

/**
 * Reads a list of expectations.
 *
 * @param cases their labels, as in reports.
 * @throws UsageError that lists every wrong entry.
 */
export async function readExpectations(
  file: string,
  cases: readonly string[],
): Promise<Expectation[]> {
  const list = await readDocument<Expectation[]>(file, expectations);
  const seen = new Set<string>();
  const breaches = list.flatMap(({ case: name, vantage }, index) => {
    const place = `${name} at ${vantage}`;
    const isTwice = seen.has(place);
    seen.add(place);
    if (isTwice) return [`/${index}: ${place} is expected twice`];
    if (cases.includes(name)) return [];
    const near = [...nearest(name, cases, 3), '… (badconn list)'].join(', ');
    return [`/${index}/case is ${JSON.stringify(name)}, which is no case; cases are ${near}`];
  });
  if (breaches.length > 0) throw notOf(file, expectations, breaches);
  return list;
}
