/** The page of a scenario, below docs/. */
export const scenarioPage = (id: string): string => `scenarios/${id}.md`;

/** A link to the page of a scenario. `base` leads from the page with the link to docs/. */
export const scenarioLink = (id: string, base: string): string =>
  `[${id}](${base}${scenarioPage(id)})`;
