export { conclude } from './conclude/index.ts';
export type { Conclusion } from './conclude/engine.ts';
export { diagnose, diagnoser, type DiagnoseOptions } from './diagnose.ts';
export type { Evidence } from './evidence.ts';
