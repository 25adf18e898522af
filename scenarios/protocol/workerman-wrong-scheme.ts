import { client, defineScenario, lan, serve, server, workerman } from '../../harness/index.ts';

export default defineScenario({
  title: 'The client speaks WebSocket, and Workerman was started with another scheme on the port',
  documented: 'Other Errors, 1',
  topology: lan({ client: client(), server: server(workerman('websocket')) }),
  target: 'ws://server/',
  fault: serve('server', workerman('http')),
  symptom: { at: 'upgrade', code: 'HTTP 200' },
  wire: 'SYN > SYN-ACK',
  forms: {
    'http:// of Workerman 4': { fault: serve('server', workerman('http', { version: '4' })) },
    'http://': { clientSees: 'answersAsHttp' },
    'text://': {
      fault: serve('server', workerman('text')),
      symptom: { at: 'upgrade', code: 'HPE_INVALID_CONSTANT' },
      clientSees: 'answersNoHttp',
    },
    'tcp://': {
      fault: serve('server', workerman('tcp')),
      symptom: { at: 'upgrade', code: 'HPE_INVALID_CONSTANT' },
      clientSees: 'answersNoHttp',
    },
  },
  cause: 'workerman-wrong-scheme',
  remedy: {
    action: 'serve-websocket',
    advice:
      "In the start file: new Worker('websocket://0.0.0.0:PORT'), with GatewayWorker new Gateway('websocket://0.0.0.0:PORT'). Then: php start.php restart",
    change: serve('server', workerman('websocket')),
  },
  lesson: {
    why: 'Workerman takes the protocol of a port from one word, the scheme in new Worker(…). With http:// every request gets a page, with text:// every line is a message, with tcp:// whatever comes; the application runs, and no browser can open a WebSocket to it.',
    tellApart:
      'With http:// the client gets status 200; with text:// or tcp:// bytes that are no HTTP, often its own request. Workerman 4 names itself in the header Server, Workerman 5.2 does not. On the server the process says it: WorkerMan: worker process  none http://0.0.0.0:PORT',
    hints: [
      'The server is yours, it runs, and it answers. In which language?',
      'Look at the names of the processes: ps ax | grep WorkerMan',
      'Which word stands before :// in the line with new Worker or new Gateway?',
    ],
    see: [
      'Workerman: Worker::__construct, https://www.workerman.net/doc/workerman/worker/construct.html',
      'RFC 6455, 4.1',
    ],
  },
});
