export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** Its own text, without that of its children. */
  text: string;
}

/**
 * Parses a well-formed XML document of elements, attributes and text. Throws at anything else: a bare `&` or `<`, an
 * entity that is not numeric, a mismatched tag, a second root.
 */
export function readXml(document: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const [head = '', body] = document.split(/(?<=\?>)/);
  if (head !== '<?xml version="1.0" encoding="UTF-8"?>' || body === undefined)
    throw new Error(head);
  for (const [token] of body.matchAll(/<[^>]*>|[^<]+|</g)) {
    const element = open.at(-1)!;
    const [, slash, name = '', rest = '', empty] =
      /^<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>$/.exec(token) ?? [];
    if (!token.startsWith('<')) element.text += decoded(token);
    else if (slash === undefined) throw new Error(`no tag: ${token}`);
    else if (slash === '/') {
      if (open.pop()?.name !== name) throw new Error(`out of turn: ${token}`);
    } else {
      const pairs = [...rest.matchAll(/ ([a-z]+)="([^"]*)"/g)];
      const attributes = Object.fromEntries(pairs.map(([, key, value]) => [key, decoded(value!)]));
      const child = { name, attributes, children: [], text: '' };
      element.children.push(child);
      if (empty === '') open.push(child);
    }
  }
  if (open.length !== 1 || root.children.length !== 1 || root.text.trim() !== '') {
    throw new Error(`open at the end: ${open.map(({ name }) => name).join(', ')}`);
  }
  return root.children[0]!;
}

function decoded(text: string): string {
  // Characters of XML 1.0 (2.2).
  if (!/^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u.test(text)) {
    throw new Error(`illegal character in ${JSON.stringify(text)}`);
  }
  return text.replaceAll(/&(#(\d+);)?/g, (_, entity: string | undefined, code: string) => {
    if (entity === undefined) throw new Error(`bare & in ${text}`);
    return String.fromCodePoint(Number(code));
  });
}
