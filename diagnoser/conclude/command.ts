/** A word as POSIX sh reads it (2.2.2): as it is where that is safe, otherwise in single quotes. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/**
 * A template of a shell command, which may be run as root. What is put in comes from evidence: each
 * is one word, or part of one, whatever it holds; of a list, each entry is a word.
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

/** Whether what is shown of a command is the command: no line feed, no control or format character. */
export const canBeShown = (command: string): boolean => !/[\p{C}\p{Zl}\p{Zp}]/u.test(command);
