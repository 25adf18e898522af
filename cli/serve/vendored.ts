/** Programs of others, by the name that they have in the package: paths below node_modules. */
export const vendored = {
  'xterm.mjs': '@xterm/xterm/lib/xterm.mjs',
  'addon-fit.mjs': '@xterm/addon-fit/lib/addon-fit.mjs',
  'xterm.css': '@xterm/xterm/css/xterm.css',
};
