/** What people read of a case: the id of its scenario, with ` (<form>)` behind it where there are forms. */
export const labelOf = (id: string, form?: string): string =>
  form === undefined ? id : `${id} (${form})`;

/** The same, safe in paths: `refused/wrong-host.a-name`. */
export const keyOf = (id: string, form?: string): string =>
  form === undefined ? id : `${id}.${form.replaceAll(/\W+/g, '-')}`;

/** What people read of a layer: the outermost is called by its case, the next `<case>, layer 2`. */
export const layerLabel = (label: string, layer = 1): string =>
  layer === 1 ? label : `${label}, layer ${layer}`;

/** The same, safe in paths: `refused/wrong-host.a-name.layer-2`. */
export const layerKey = (key: string, layer = 1): string =>
  layer === 1 ? key : `${key}.layer-${layer}`;
