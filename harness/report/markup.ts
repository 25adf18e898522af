/** HTML or XML that is whole and safe: only `markup` makes it. */
export interface Markup {
  readonly markup: string;
}

type MarkupContent = string | number | Markup | readonly MarkupContent[] | undefined;

/** A template of HTML or XML. All that is put in is escaped, unless it was made so itself. */
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

/** What XML 1.0 (2.2) has no character for, not even escaped. HTML could show none of it either. */
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const escaped = (text: string): string =>
  text
    .replaceAll(illegal, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
