/** Quotes any text as one word of sh(1). */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A word as a person types it in a shell: quoted only where it must be. */
export const typedWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : quoted(text);
