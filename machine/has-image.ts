import type Dockerode from 'dockerode';

/** On every image that badconn makes; its value is the version of badconn that made it. */
export const imageLabel = 'badconn.image';

export async function hasImage(docker: Dockerode, name: string): Promise<boolean> {
  try {
    await docker.getImage(name).inspect();
    return true;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return false;
    throw error;
  }
}
