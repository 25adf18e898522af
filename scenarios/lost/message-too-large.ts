import {
  client,
  configure,
  configureRight,
  defineScenario,
  lan,
  server,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'A message is larger than the server takes',
  topology: lan({ client: client(), server: server(webSocket()) }),
  target: 'ws://server/',
  // The first message of the client has five bytes, its second eleven.
  fault: configure('server', { limit: '8' }),
  symptom: { at: 'stay', code: 'close 1009' },
  wire: 'SYN > SYN-ACK > data',
  cause: 'message-too-large',
  twin: 'healthy/idle-connection',
  remedy: {
    action: 'take-larger-messages',
    advice: 'Raise the limit of the server, or send the message in parts.',
    change: configureRight('server'),
  },
  lesson: {
    why: 'Servers limit what one message may have, so that a client cannot fill their memory: 64 KiB in many (Tomcat, Jetty), 1 MiB in others, 100 MiB in ws. At a larger one they close with 1009.',
    tellApart:
      'Small messages go through, before and after, on each new connection; the large one ends it every time. 1009 has this meaning only. A proxy in front with a limit of its own often says 1006 or 413 instead.',
    hints: [
      'Which message was the last one before the end, and how large was it?',
      'What does the close code mean? RFC 6455 has a list.',
      'Look for the limit in the settings of the server: maxPayload, max_size, maxTextMessageBufferSize',
    ],
    see: ['RFC 6455, 7.4.1', 'ws, doc/ws.md, maxPayload'],
  },
});
