import { decides, type CauseFile } from '../cause-file.ts';
import { sh } from '../command.ts';

export const searchDomainMissing: CauseFile = {
  cause: 'search-domain-missing',
  prior: 5,
  judge: ({ names, reply, searchList }) => [
    decides('reply', reply === 'no-address'),
    decides('names', names && names.failures.includes('ENOTFOUND') && !names.contradicted),
    decides('searchList', searchList !== undefined),
  ],
  remedy: ({ evidence, searchList }) => {
    const whole = searchList?.whole;
    const domain = whole?.slice(evidence.target.host.length + 1) ?? 'its domain';
    return {
      action: 'correct-search-list',
      text: `${evidence.target.host} is a name without its domain, which the search list of this machine does not have. Use the whole name${whole === undefined ? '' : `, ${whole}`}, or put ${domain} into the search list (search in /etc/resolv.conf, or where it comes from: DHCP, the VPN, resolvectl domain).`,
      commands: [
        'grep -E "search|domain|options" /etc/resolv.conf',
        ...(whole === undefined ? [] : [sh`getent ahosts ${whole}`]),
      ],
    };
  },
};
