export { conclude } from './conclude/index.ts';
export type { Conclusion } from './conclude/engine.ts';
export {
  decides,
  defineCause,
  speaksAgainst,
  speaksFor,
  type CauseFile,
} from './conclude/cause-file.ts';
export { sh } from './conclude/command.ts';
export { diagnose, diagnoser, type DiagnoseOptions } from './diagnose.ts';
export type { Facts } from './observe/facts.ts';
export type { Evidence } from './evidence.ts';
