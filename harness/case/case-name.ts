/** The label of a case: the id of its scenario, followed by ` (<form>)` if it has forms. */
export const labelOf = (id: string, form?: string): string =>
  form === undefined ? id : `${id} (${form})`;

/** The key of a case, a label safe in paths: `refused/wrong-host.a-name`. */
export const keyOf = (id: string, form?: string): string =>
  form === undefined ? id : `${id}.${form.replaceAll(/\W+/g, '-')}`;

/** The label of a layer: that of the case for the outermost, then `<case>, layer 2`. */
export const layerLabel = (label: string, layer = 1): string =>
  layer === 1 ? label : `${label}, layer ${layer}`;

/** The key of a layer, safe in paths: `refused/wrong-host.a-name.layer-2`. */
export const layerKey = (key: string, layer = 1): string =>
  layer === 1 ? key : `${key}.layer-${layer}`;
