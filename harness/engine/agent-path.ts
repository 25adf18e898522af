/**
 * Where the lab's programs lie inside the image: `/opt/lab`, in the layout of this repository. In a
 * checkout they are TypeScript, which Node runs as it is; in the published package, JavaScript.
 */
export const programExtension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
export const agentPath = `/opt/lab/harness/engine/agent/agent.${programExtension}`;
export const hostProgram = (name: string): string =>
  `/opt/lab/fixtures/host/${name}.${programExtension}`;
