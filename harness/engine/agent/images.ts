import { existsSync, readdirSync, writeFileSync } from 'node:fs';

/** Where the file systems of images are that services are of (run/bring-images.ts). */
const folder = '/opt/images';

const images = (): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** Lines of fstab(5): each image has the devices, processes and scratch files of the host. */
export const imageMounts = (root: string): string[] =>
  images().flatMap((name) =>
    ['dev', 'proc', 'tmp'].map(
      (part) => `${root}/${part} ${root}${folder}/${name}/${part} none rbind`,
    ),
  );

/** A file of the host's /etc, in each image as well. */
export function writeInImages(inside: string, file: string, text: string): void {
  for (const name of images()) writeFileSync(`${inside}${folder}/${name}/etc/${file}`, text);
}
