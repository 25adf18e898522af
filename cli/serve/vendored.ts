/** Third-party files: name in the published package, and path below node_modules. */
export const vendored = {
  'xterm.mjs': '@xterm/xterm/lib/xterm.mjs',
  'addon-fit.mjs': '@xterm/addon-fit/lib/addon-fit.mjs',
  'xterm.css': '@xterm/xterm/css/xterm.css',
};
