/** The place of a scenario in the catalogue. `base` leads from the page with the link to docs/. */
export const scenarioLink = (id: string, base: string): string => {
  const [family = ''] = id.split('/');
  return `[${id}](${base}scenarios/${family}.md#${id.replace('/', '')})`;
};
