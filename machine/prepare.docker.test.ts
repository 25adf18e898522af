import { buffer } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { agentPath } from '../harness/engine/agent-path.ts';
import { imageInputs } from './inputs.ts';
import { prepare, requirements } from './index.ts';
import type { Prepared } from './make-ready.ts';

let prepared: Prepared;
beforeAll(async () => void (prepared = await prepare(() => undefined)), 180_000);

test('with the image in place nothing is said and nothing is built', async () => {
  const said: string[] = [];
  const again = await prepare((line) => said.push(line));
  expect(said).toEqual([]);
  expect(again.image).toBe(prepared.image);
});

test('the image holds what hosts need', async () => {
  const { docker, image } = prepared;
  const script = `set -e
    for program in ip ss iptables nft tcpdump sshd ping curl nc tini openssl ps setpriv nsenter \
      unshare choom prlimit nmap squid nginx php python3 ufw \
      firewall-cmd systemctl node; do command -v $program >/dev/null || echo "no $program"; done
    dpkg-query -W ${imageInputs().packages.join(' ')} >/dev/null
    nmap -sV -Pn -p 1 127.0.0.1 >/dev/null
    for program in /usr/bin/* /usr/sbin/*; do ! ldd $program 2>&1 | grep 'not found'; done
    id -u app
    test -s /etc/ssh/ssh_host_ed25519_key
    test -s ${agentPath}
    APP='["plain-client"]' node /opt/lab/fixtures/hosts/app.cjs </dev/null`;
  const out = new PassThrough();
  const text = buffer(out);
  const [{ StatusCode }] = (await docker.run(image, ['sh', '-c', script], out, {
    Tty: true,
    Labels: { 'badconn.test': 'prepare' },
    HostConfig: { NetworkMode: 'none', AutoRemove: true },
  })) as [{ StatusCode: number }];
  expect((await text).toString().split(/\s+/).filter(Boolean)).toEqual(['1000', 'ready']);
  expect(StatusCode).toBe(0);
}, 60_000);

test('a machine that is ready meets every requirement', async () => {
  const unmet = (await requirements()).filter(({ met }) => !met);
  expect(unmet).toEqual([]);
});
