import {
  behindRouter,
  defineScenario,
  switchOff,
  switchOn,
  webSocket,
} from '../../harness/index.ts';

export default defineScenario({
  title: 'The gateway to which the route of the client leads is off',
  topology: behindRouter(webSocket(), { ways: ['address', 'hosts-file'] }),
  target: 'ws://server/',
  fault: switchOff('router'),
  symptom: { at: 'connect', code: 'EHOSTUNREACH' },
  wire: 'nothing sent',
  cause: 'gateway-down',
  remedy: {
    action: 'start-host',
    advice: 'Start the gateway, or let the route lead to one that runs.',
    change: switchOn('router'),
  },
  lesson: {
    why: 'A packet for another network goes to the gateway, whose hardware address is asked for first. Three questions, a second apart, have no answer; then the kernel gives up what waits for it, and the program is told EHOSTUNREACH, "No route to host", although the route is there.',
    tellApart:
      'It takes three seconds, and all that is beyond the gateway is out of reach; machines on the same network are not. Only questions for the hardware address of the gateway leave, and ip neigh shows FAILED for it.',
    hints: [
      'Is something else beyond the gateway within reach?',
      'Which gateway is it? ip route get SERVER',
      'Does it answer? ip neigh show; a ping to it',
    ],
    see: ['arp(7), mcast_solicit', 'RFC 4861, 7.2.2', 'RFC 1122, 3.3.1.4'],
  },
});
