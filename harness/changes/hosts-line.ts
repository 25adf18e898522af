import { shell, type Change, type Step } from './change.ts';

const withoutLine = (on: string, domain: string): Step =>
  shell(on, `sed -i '/ ${domain.replaceAll('.', '\\.')}$/d' /etc/hosts`);

/** A line of hosts(5) maps the service's name to the address of another host. */
export const addHostsLine = <const H extends string, const T extends string>(
  on: H,
  of: T,
): Change<H | T> => ({
  verb: 'addHostsLine',
  on,
  other: of,
  says: `the hosts file gives the name the address of ${of}`,
  apply: ({ addresses, domain }) => {
    const line = `${addresses[of]} ${domain}`;
    return [shell(on, `grep -qx '${line}' /etc/hosts || echo '${line}' >> /etc/hosts`)];
  },
  undo: ({ domain }) => [withoutLine(on, domain)],
});

export const removeHostsLine = <const H extends string>(on: H): Change<H> => ({
  verb: 'removeHostsLine',
  on,
  says: 'the hosts file has no line for the name',
  apply: ({ domain }) => [withoutLine(on, domain)],
  undo: ({ domain }) => [withoutLine(on, domain)],
});
