import type { Facts } from '../../observe/facts.ts';
import { placeOf } from '../../observe/rules.ts';
import { saysNoEndpoints } from '../../report/purpose.ts';
import { decides, speaksAgainst, type CauseFile } from '../cause-file.ts';

/**
 * To the client it is a rejecting firewall. The report of the node shows kube-proxy's own rule. The address need not
 * be one of the node.
 */
export const noBackend: CauseFile = {
  cause: 'no-backend',
  prior: 0.8,
  judge: (facts) => {
    const { arrival, intended, reply, rules } = facts;
    const counted = rules && rules.inbound.length > 0 ? rules.purpose === 'no-backend' : undefined;
    const uncounted =
      rules?.areAllRead && counted === undefined ? byKubeProxyAlone(facts) : undefined;
    const isShown = counted === true || uncounted === true;
    return [
      decides('reply', reply === 'icmp' || (reply === 'refused' && counted === true)),
      decides('rules', counted),
      decides('uncountedRules', uncounted),
      speaksAgainst('arrival', arrival?.received === 0 && !isShown),
      speaksAgainst(
        intended.meant === undefined ? 'ownAddress' : 'intended',
        intended.elsewhere && !isShown,
      ),
    ];
  },
  remedy: ({ rules, uncountedRules = [] }) => {
    const among = [...(rules?.inbound.map(({ rule }) => rule) ?? []), ...uncountedRules];
    const rule = among.find(saysNoEndpoints);
    const found = rule === undefined ? '' : ` The rule is in ${placeOf(rule)}: ${rule.text}`;
    return {
      action: 'start-service',
      text: `The address is that of a service of Kubernetes which has no backend that is ready: kube-proxy rejects what is sent to it. Leave the rule; start the pods of the service, or correct its selector and their readiness probe.${found}`,
      commands: [
        'kubectl get endpointslices --all-namespaces',
        'kubectl get pods --all-namespaces',
      ],
    };
  },
};

/** No rule with a counter stopped the SYN, and of those without one only kube-proxy's for such services rejects. */
export const byKubeProxyAlone = ({ rules, uncountedRules = [] }: Facts): boolean => {
  const rejecting = uncountedRules.filter(({ verdict }) => verdict === 'reject');
  const isSole = rejecting.length > 0 && rejecting.every(saysNoEndpoints);
  return isSole && rules?.areAllRead === true && rules.inbound.length === 0;
};
