/** Loads a module at the first call. Every `import()` resolves its specifier again, which costs more than a conclusion. */
export const loadedOnce = <Loaded>(load: () => Promise<Loaded>): (() => Promise<Loaded>) => {
  let loaded: Promise<Loaded> | undefined;
  return () => (loaded ??= load());
};
