import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const folder = '/proc/sys/net/ipv4';
const buckets = `${folder}/tcp_child_ehash_entries`;
const hasBuckets = existsSync(buckets);

const ofTheLane = (name: string): string => readFileSync(`${folder}/${name}`, 'utf8').trim();

/**
 * The kernel derives these from the size of the connection table (net/ipv4/tcp_ipv4.c, tcp_set_hashinfo). A host
 * keeps those of the lane, whose table is the machine's.
 */
export const ownTable: Readonly<Record<string, string>> = hasBuckets
  ? {
      'net.ipv4.tcp_max_syn_backlog': ofTheLane('tcp_max_syn_backlog'),
      'net.ipv4.tcp_max_tw_buckets': ofTheLane('tcp_max_tw_buckets'),
    }
  : {};

/**
 * Gives each network that begins from now on a connection table of its own (ip-sysctl.rst, Linux 6.1). Whoever
 * reads /proc/net/tcp goes through all of the table, and the machine's has some 100,000 buckets: 8 ms of CPU.
 */
export function separateTables(): void {
  if (hasBuckets) writeFileSync(buckets, '1024');
}
