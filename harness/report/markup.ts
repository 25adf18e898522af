/** Well-formed, safe HTML or XML. Only `markup` creates it. */
export interface Markup {
  readonly markup: string;
}

type MarkupContent = string | number | Markup | readonly MarkupContent[] | undefined;

/** Template tag for HTML or XML. All values are escaped, unless they were created by `markup`. */
export function markup(strings: TemplateStringsArray, ...parts: readonly MarkupContent[]): Markup {
  const texts = strings.map(
    (string, index) => (index === 0 ? '' : render(parts[index - 1])) + string,
  );
  return { markup: texts.join('') };
}

function render(part: MarkupContent): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'markup' in part ? part.markup : part.map(render).join('');
}

/** Characters that XML 1.0 (2.2) forbids, even escaped. HTML could not show them either. */
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const escaped = (text: string): string =>
  text
    .replaceAll(illegal, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
