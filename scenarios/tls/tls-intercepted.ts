import {
  bypassProxy,
  client,
  defineScenario,
  interceptTls,
  lan,
  nginx,
  proxy,
  server,
  useProxy,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The proxy of the client shows a certificate of its own in place of that of the server',
  topology: lan({
    client: client(),
    proxy: proxy(),
    server: server(webSocket({ tls: true })),
  }),
  target: 'wss://server/',
  fault: [interceptTls('proxy'), useProxy('client', 'proxy', 'https_proxy')],
  symptom: { at: 'tls', code: 'SELF_SIGNED_CERT_IN_CHAIN' },
  wire: { client: 'nothing sent', server: 'SYN > SYN-ACK' },
  forms: {
    Node: {},
    nginx: {
      topology: lan({
        client: client(),
        proxy: proxy(),
        server: server(nginx({ tls: true })),
      }),
      target: 'https://server/',
    },
  },
  cause: 'tls-intercepted',
  twin: 'healthy/through-proxy',
  remedy: {
    action: 'bypass-proxy',
    advice:
      'Have the client trust the authority of the proxy, if it is that of your organisation; or go past it: NO_PROXY.',
    change: bypassProxy('client'),
  },
  lesson: {
    why: 'A proxy that is to read what is said in TLS ends the connection of the client itself, with a certificate that it signs for every name by an authority of its own. Machines of an organisation know that authority. A program that brings its own list (Node, Python, Java, a container) does not.',
    tellApart:
      'The certificate has the right name, and an issuer that no public authority is. Past the proxy, the same name and port show another.',
    hints: [
      'Who is the issuer of the certificate? Of whom is that?',
      'env | grep -i proxy',
      'By the proxy, and past it: openssl s_client -proxy PROXY:3128 -connect SERVER:PORT </dev/null',
    ],
    see: ['squid.conf, ssl_bump', 'RFC 9110, 9.3.6', 'node(1), NODE_EXTRA_CA_CERTS'],
  },
});
