/** Quotes a word for POSIX sh (2.2.2): unchanged if safe, otherwise in single quotes. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/**
 * Template of a shell command, which may be run as root. Values come from evidence: each is quoted as one word, or
 * part of one; each entry of a list is a word.
 */
export const sh = (
  strings: TemplateStringsArray,
  ...words: readonly (string | number | readonly string[])[]
): string =>
  strings
    .map((string, index) => {
      const word = words[index - 1];
      if (word === undefined) return string;
      return (
        (typeof word === 'object' ? word.map(quoted).join(' ') : quoted(String(word))) + string
      );
    })
    .join('');

/** Whether the command looks as it runs: no line feed, control or format characters. */
export const canBeShown = (command: string): boolean => !/[\p{C}\p{Zl}\p{Zp}]/u.test(command);
