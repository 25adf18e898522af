/** The parts of the page, which the server renders. */

/** Replaces the content of a part. Unfolded elements, input, scroll positions and focus are kept. */
export function put(id: string, html: string): HTMLElement | undefined {
  const part = document.getElementById(id);
  if (!part) return undefined;
  const open = new Set([...part.querySelectorAll('details[open]')].map((each) => each.id));
  const picked = new Set(
    [...part.querySelectorAll('input')].filter((each) => each.checked).map(keyOf),
  );
  const scrolled = new Map(
    scrolling(part).map((each) => [labelOf(each), [each.scrollTop, each.scrollLeft] as const]),
  );
  const focus = part.contains(document.activeElement) ? keyOf(document.activeElement) : undefined;
  part.innerHTML = html;
  for (const each of part.querySelectorAll('details')) if (open.has(each.id)) each.open = true;
  for (const each of part.querySelectorAll('input'))
    if (picked.has(keyOf(each))) each.checked = true;
  for (const each of scrolling(part)) {
    [each.scrollTop, each.scrollLeft] = scrolled.get(labelOf(each)) ?? [0, 0];
  }
  if (focus !== undefined) focusOn(part, focus);
  return part;
}

const scrolling = (part: HTMLElement): Element[] => [
  ...part.querySelectorAll('.choices, .scroll, .packets'),
];

const labelOf = (element: Element): string => element.ariaLabel ?? element.className;

/** Key that identifies an element after its part was replaced. */
function keyOf(element: Element | null): string {
  if (!(element instanceof HTMLElement)) return '';
  const { name = '', value = '' } = element as Partial<HTMLInputElement>;
  const data = JSON.stringify(element.dataset);
  return [element.tagName, element.id, name, value, data, element.className].join(' ');
}

function focusOn(part: HTMLElement, key: string): void {
  if (document.activeElement !== document.body) return;
  const all = [...part.querySelectorAll<HTMLElement>('button, input, summary, [tabindex]')];
  all.find((each) => keyOf(each) === key)?.focus();
}
