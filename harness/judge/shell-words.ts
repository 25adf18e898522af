/**
 * The simple commands of a shell text, each as its words without quotes (sh(1p), 2.2 Quoting and 2.9 Shell Commands).
 * Nothing is expanded: `$x` stays `$x`.
 */
export function shellCommands(text: string): string[][] {
  const found: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) found.push(words);
    words = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === "'" || char === '"') {
      const quoted = quotedFrom(text, at);
      word = (word ?? '') + quoted.text;
      at = quoted.end;
    } else if (char === '\\') {
      at += 1;
      if (text[at] !== '\n') word = (word ?? '') + (text[at] ?? '');
    } else if (char === '#' && word === undefined) {
      while (at + 1 < text.length && text[at + 1] !== '\n') at += 1;
    } else if (/[;&|\n()`]/.test(char)) endCommand();
    else if (/\s/.test(char)) endWord();
    else word = (word ?? '') + char;
  }
  endCommand();
  return found;
}

/** Content of the quotes that begin at `start`, and the index after them. */
function quotedFrom(text: string, start: number): { text: string; end: number } {
  const quote = text[start];
  let inner = '';
  let at = start + 1;
  for (; at < text.length && text[at] !== quote; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1;
    inner += text[at] ?? '';
  }
  return { text: inner, end: at };
}
