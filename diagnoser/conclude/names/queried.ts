/** Arguments of dig(1) for a name: `-f`, `+…` and `@…` would be options. */
export const queried = (name: string): readonly string[] =>
  /^[-+@]/.test(name) ? ['-q', name] : [name];
