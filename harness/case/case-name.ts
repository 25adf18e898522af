/** What people read of a case: the id of its scenario, with ` (<form>)` behind it where there are forms. */
export const labelOf = (id: string, form?: string): string =>
  form === undefined ? id : `${id} (${form})`;

/** The same, safe in paths: `refused/wrong-host.a-name`. */
export const keyOf = (id: string, form?: string): string =>
  form === undefined ? id : `${id}.${form.replaceAll(/\W+/g, '-')}`;
