/** Breaks text into lines of at most `columns` characters, at spaces where there are any. */
export function wrap(text: string, columns: number): string[] {
  const width = Math.max(1, columns);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => pieces(part, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  const count = Math.ceil(word.length / width);
  return Array.from({ length: count }, (_, index) =>
    word.slice(index * width, (index + 1) * width),
  );
}

/** Wraps text with a hanging indent behind `first`. */
export const hanging = (first: string, text: string, columns: number): string[] => {
  const rest = ' '.repeat(first.length);
  return wrap(text, Math.max(20, columns - first.length)).map(
    (line, index) => `${index === 0 ? first : rest}${line}`,
  );
};

/** Pads or truncates text (with an ellipsis) to exactly `width` characters. */
export const fit = (text: string, width: number): string => cut(text, width).padEnd(width);

export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

const labelWidth = 10;

/** A label with wrapped text beside it. */
export function labelled(
  label: string,
  text: string,
  { indent, columns }: { indent: number; columns: number },
): string[] {
  const width = Math.max(20, columns - indent - labelWidth);
  return wrap(text, width).map(
    (line, index) => `${' '.repeat(indent)}${(index === 0 ? label : '').padEnd(labelWidth)}${line}`,
  );
}

export function secondsText(durationMs: number): string {
  const seconds = durationMs / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
