import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

/** What starts a process takes as long as the machine lets it: such tests are in files of their own. */
const refuse = (): never => {
  throw new Error('a pure test starts no process; name its file *.process.test.ts');
};
const starters = ['exec', 'execFile', 'fork', 'spawn', 'execSync', 'execFileSync', 'spawnSync'];
Object.assign(childProcess, Object.fromEntries(starters.map((name) => [name, refuse])));
syncBuiltinESMExports();
