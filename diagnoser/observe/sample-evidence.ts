import fc, { type Arbitrary } from 'fast-check';
import type { Snapshot } from '../../vocabulary/index.ts';
import type { Evidence } from '../evidence.ts';
import { evidenceParts, snapshotParts } from './sample-parts.ts';
import { codes, ports, valuesOf } from './sample-values.ts';

/**
 * Generates any evidence of valid shape, however implausible, from the parts of all observations.
 *
 * @param text untrusted text: rules, names, reasons, variables.
 */
export const anyEvidence = (text: Arbitrary<string> = fc.string()): Arbitrary<Evidence> => {
  const values = valuesOf(text);
  const snapshot = fc
    .tuple(fc.nat(), together(snapshotParts(values)))
    .map(([takenAtMs, parts]) => ({ takenAtMs, routes: [], sysctls: {}, ...parts }) as Snapshot);
  const frame = fc.record(
    {
      version: fc.constant(1),
      vantage: fc.constantFrom('client', 'client+server'),
      target: fc.record({
        url: fc.oneof(fc.constantFrom('ws://10.0.0.2:8080/', 'http://x/', ''), text),
        scheme: fc.constantFrom('ws', 'wss', 'http', 'https', 'tcp'),
        host: values.addresses,
        port: ports,
        path: fc.constant('/'),
      }),
      symptom: fc.record({ code: codes, message: text, afterMs: fc.double() }),
      server: fc.record(
        {
          protocol: fc.constant(1),
          before: snapshot,
          after: snapshot,
          attempts: fc.nat({ max: 2 }),
        },
        { requiredKeys: ['protocol', 'before', 'attempts'] },
      ),
    },
    { requiredKeys: ['version', 'vantage', 'target', 'symptom'] },
  );
  return fc
    .tuple(frame, together(evidenceParts(values)))
    .map(([own, parts]) => ({ ...own, ...parts }) as Evidence);
};

/** Merges parts: a field of two observations holds the values of both. */
const together = <Whole extends object>(
  parts: Readonly<Record<string, Arbitrary<Partial<Whole>>>>,
): Arbitrary<Partial<Whole>> =>
  fc.tuple(...Object.values(parts)).map((all) => {
    const whole: Record<string, unknown> = {};
    for (const [field, part] of all.flatMap((parts) => Object.entries(parts))) {
      whole[field] = joined(whole[field], part);
    }
    return whole as Partial<Whole>;
  });

const joined = (first: unknown, second: unknown): unknown => {
  if (Array.isArray(first) && Array.isArray(second))
    return [...(first as unknown[]), ...(second as unknown[])];
  return typeof first === 'object' && typeof second === 'object' ? { ...first, ...second } : second;
};
