/** Where the lab's programs lie inside the image: `/opt/lab`, in the layout of this repository. */
export const agentPath = '/opt/lab/harness/engine/agent/agent.js';
export const hostProgram = (name: string): string => `/opt/lab/fixtures/host/${name}.js`;
