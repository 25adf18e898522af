/**
 * The TypeScript type that a JSON Schema describes, for the few keywords that the contract uses
 * (JSON Schema 2020-12: type, const, enum, items, properties, required, anyOf, and the pattern of causes). The published
 * schemas and the types of this project are thereby one source.
 */
export type FromSchema<S> = S extends { const: infer C }
  ? C
  : S extends { enum: readonly (infer E)[] }
    ? E
    : S extends { anyOf: readonly (infer A)[] }
      ? FromSchema<A>
      : S extends { type: readonly (infer T)[] }
        ? FromSchema<T extends string ? { type: T } : never>
        : S extends { type: 'string'; pattern: `^x-${string}` }
          ? `x-${string}`
          : S extends { type: 'string' }
            ? string
            : S extends { type: 'integer' | 'number' }
              ? number
              : S extends { type: 'boolean' }
                ? boolean
                : S extends { type: 'null' }
                  ? null
                  : S extends { type: 'array'; items: infer I }
                    ? FromSchema<I>[]
                    : S extends { type: 'object'; properties: infer P }
                      ? FromObject<P, S extends { required: readonly (infer R)[] } ? R : never>
                      : S extends { type: 'object'; additionalProperties: infer V }
                        ? Record<string, FromSchema<V>>
                        : unknown;

type FromObject<P, R> = Flat<
  { [K in keyof P as K extends R ? K : never]: FromSchema<P[K]> } & {
    [K in keyof P as K extends R ? never : K]?: FromSchema<P[K]>;
  }
>;

type Flat<T> = { [K in keyof T]: T[K] };

/** A schema to be part of another, in which an `$id` must not stand twice (JSON Schema 2020-12, 8.2.1). */
export const withoutIds = <S>(schema: S): S =>
  JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    (key === '$id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  ) as S;

export const text = { type: 'string' } as const;
export const flag = { type: 'boolean' } as const;
export const whole = { type: 'integer' } as const;
export const count = { type: 'integer', minimum: 0 } as const;

export const listOf = <const I>(items: I) => ({ type: 'array', items }) as const;

/** An object with any names. */
export const recordOf = <const V>(additionalProperties: V) =>
  ({ type: 'object', additionalProperties }) as const;

/** An object: the names that must be there, and what each name holds. */
export const object = <const R extends keyof P & string, const P extends object>(
  required: readonly R[],
  properties: P,
) => ({ type: 'object', properties, required }) as const;

/** A document that is published below `schemas/1/`. */
export const published = <const S extends object>(name: string, title: string, schema: S) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `https://badconn.dev/schemas/1/${name}.json`,
  title,
  ...schema,
});
