/** A name as words for dig(1), to which `-f`, `+…` and `@…` would be orders. */
export const queried = (name: string): readonly string[] =>
  /^[-+@]/.test(name) ? ['-q', name] : [name];
