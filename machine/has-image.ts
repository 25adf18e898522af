import type Dockerode from 'dockerode';

/** Label of every image that badconn builds; its value is the version of badconn. */
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
