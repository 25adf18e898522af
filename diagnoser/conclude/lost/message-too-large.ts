import { decides, type CauseFile } from '../cause-file.ts';

export const messageTooLarge: CauseFile = {
  cause: 'message-too-large',
  prior: 3,
  // Close code 1009 has no other meaning (RFC 6455, 7.4.1).
  judge: ({ stay }) => [decides('stay', stay?.closeCode === 1009)],
  remedy: () => ({
    action: 'take-larger-messages',
    text: 'The server closed the connection with 1009: a message was larger than it takes. Send it in smaller ones, or raise the limit of the server and of what stands in front of it (ws: maxPayload; Spring, Tomcat and Jetty: 64 KiB by default; aiohttp: max_msg_size).',
    commands: [],
  }),
};
