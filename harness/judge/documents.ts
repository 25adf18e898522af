/** Content of stdout: the first parsable JSON document, and the text around it. */
export interface Documents {
  document?: unknown;
  before: string;
  after: string;
  /** Error with its line in stdout, if there is no document. */
  error?: string;
}

/** At most this many lines are tried as the start of a document: stdout is untrusted. */
const mostTries = 20;

export function findDocument(stdout: string): Documents {
  const text = stdout.trim();
  const whole = parse(text);
  if ('value' in whole) return { document: whole.value, before: '', after: '' };
  let tries = 0;
  let error: string | undefined;
  for (const { index } of text.matchAll(/^[ \t]*\{/gm)) {
    tries += 1;
    if (tries > mostTries) break;
    const end = endOfObject(text, index);
    const part = parse(text.slice(index, end));
    if (!('value' in part)) {
      const where = `the document that begins in line ${lineOf(stdout, text, index)}`;
      error ??= end === undefined ? `${where} has no end` : `${where}: ${part.error}`;
      continue;
    }
    return { document: part.value, before: text.slice(0, index), after: text.slice(end).trim() };
  }
  return { before: text, after: '', error: error ?? noneText(stdout, text) };
}

/** Line number in stdout of an index in the trimmed text. */
const lineOf = (stdout: string, text: string, index: number): number =>
  stdout.slice(0, stdout.indexOf(text) + index).split('\n').length;

function noneText(stdout: string, text: string): string {
  const [first = ''] = text.split('\n', 1);
  return `line ${lineOf(stdout, text, 0)} is not JSON: '${first.slice(0, 60)}'`;
}

function parse(text: string): { value: unknown } | { error: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { error: (error as SyntaxError).message };
  }
}

/** Index after the closing brace of the first object at or after `start`. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index += 1) {
    const char = text[index];
    if (inString) {
      if (char === '\\') index += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return undefined;
}
