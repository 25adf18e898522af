import type { Family } from '../family.ts';

const another = ['dns-wrong-server', 'wrong-host', 'hosts-file-override'] as const;

export const hostKey: Family = {
  name: 'host-key',
  stage: 'exchange',
  says: 'A machine answers as an SSH server, and its host key is not one that this client has for the name.',
  symptoms: [],
  words: [
    {
      by: 'ssh',
      says: ['REMOTE HOST IDENTIFICATION HAS CHANGED', 'Offending <host> key in'],
      causes: another,
      means:
        'Either another machine answers at this address, or the server has a new key (installed anew). Compare the fingerprint with one that its owner tells you, before you remove the old one: ssh-keygen -R SERVER.',
      look: [
        {
          on: 'client',
          run: 'getent ahosts SERVER; ssh-keyscan -p PORT SERVER 2>/dev/null | ssh-keygen -lf -',
          shows: 'an address, or a fingerprint, that is not the one of the server that is meant',
        },
      ],
      source: 'OpenSSH, sshconnect.c (warn_changed_key)',
    },
    {
      by: 'ssh',
      says: ['Host key verification failed'],
      causes: another,
      means:
        'Without a warning above it, the key is merely unknown, and nobody could be asked: a program ran ssh without a terminal (git, CI). Add the key, once its fingerprint is verified, to known_hosts.',
      look: [
        {
          on: 'client',
          run: 'ssh-keygen -F SERVER',
          shows: 'a line, where a key is known: then another machine answers, or the key is new',
        },
      ],
      source: 'OpenSSH, sshconnect.c (check_host_key) and sshconnect2.c',
      yields: true,
    },
  ],
  suspects: [],
};
