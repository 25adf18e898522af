/** Quotes any text as one word of sh(1). */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Quotes a word only if a shell needs it, as a person would type it. */
export const typedWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : quoted(text);
