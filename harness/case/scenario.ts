import type {
  Cause,
  ClassName,
  Failure,
  RemedyAction,
  Symptom,
  Wire,
} from '../../vocabulary/index.ts';
import type { Change } from '../changes/index.ts';
import type { Axes } from '../topology/point.ts';
import type { Topology } from '../topology/topology.ts';

export interface ScenarioLesson {
  /** What happens, and why it shows as it does. */
  why: string;
  /** What distinguishes it from its look-alikes. */
  tellApart: string;
  /** From general to specific. */
  hints: readonly [string, ...string[]];
  /** RFC sections, man pages, kernel files. */
  see: readonly [string, ...string[]];
}

/** One value if both ends see the same packets. */
export type WireAtEnds = Wire | { client: Wire; server: Wire };

/** Declared observations of a case. */
interface DeclaredSigns {
  /** At the defaults of the axes, like `wire`; the symptom at another point is derived (shown.ts). */
  symptom: Symptom;
  wire: WireAtEnds;
  /**
   * `connected`: the changes are made while the client has an established connection that was answered. Default:
   * before the client connects.
   */
  when?: 'connected';
  /**
   * Idle time in ms of a client that keeps its connection: it connects, gets an answer, waits this long, and asks
   * again. Default 100 with `when` or a symptom at `stay`; otherwise the client does not keep its connection.
   */
  idleMs?: number;
}

type Changes<H extends string> = Change<H> | readonly [Change<H>, ...Change<H>[]];

/** The parts in which forms of one failure may differ. A form gives only the parts that differ. */
interface Breakage<H extends string> extends DeclaredSigns {
  /** Stage of the failure, and what a plain client sees. A run checks both. */
  symptom: Failure;
  fault: Changes<H>;
  /** Symptom of a new connection once the fault is present. Required with `when: 'connected'`. */
  anew?: Symptom;
  /** URL that the client is configured with: `<scheme>://<host><path>`. The port is drawn. */
  target: `${'ws' | 'wss' | 'http' | 'https' | 'tcp'}://${H}/${string}`;
}

/** The documented remedy: the one change that fixes the cause. */
interface DocumentedRemedy<H extends string> {
  action: RemedyAction;
  advice: string;
  change: Change<H>;
  /** Delay before the remedy takes effect, in ms (e.g. a DNS TTL). Default 0. */
  settlesMs?: number;
}

interface CommonDeclaration<H extends string> {
  /** One sentence that states the fault, readable aloud. */
  title: string;
  /** Its position in the documented list, if any. */
  documented?: string;
  topology: Topology<H>;
  /** Values of axes, the default first, where they differ from those of topology and changes (axes.ts). */
  vary?: Partial<Axes>;
  lesson: ScenarioLesson;
  /** Variants of the failure, by name. Each one is run. */
  forms?: Readonly<
    Record<
      string,
      Partial<
        Breakage<H> & {
          topology: Topology<H>;
          remedy: DocumentedRemedy<H>;
          clientSees: ClassName;
          vary: Partial<Axes>;
        }
      >
    >
  >;
}

/** One fault: its cause, what is seen of it when no other fault is in front of it, and its remedy. */
export interface DeclaredLayer<H extends string = string> {
  fault: Changes<H>;
  symptom: Failure;
  wire: WireAtEnds;
  cause: Cause;
  /** The class of causes that a client alone cannot tell apart. Omitted if the client can tell the cause. */
  clientSees?: ClassName;
  remedy: DocumentedRemedy<H>;
}

/** A scenario with a fault. The fields of the outermost layer stand in the scenario itself. */
export interface BrokenScenario<H extends string = string>
  extends
    CommonDeclaration<H>,
    Breakage<H>,
    Pick<DeclaredLayer<H>, 'cause' | 'clientSees' | 'remedy'> {
  /** Further faults, each behind the one before: the client meets it once the outer fault is mended. */
  beneath?: readonly [DeclaredLayer<H>, ...DeclaredLayer<H>[]];
  /** A healthy scenario that looks like this cause, if there is one. */
  twin?: `healthy/${string}`;
}

export interface HealthyScenario<H extends string = string>
  extends CommonDeclaration<H>, DeclaredSigns {
  cause: 'none';
  target: Breakage<H>['target'];
  symptom: 'connected';
  /** A harmless change that looks like a fault. */
  harmless?: Changes<H>;
}

export type Scenario<H extends string = string> = BrokenScenario<H> | HealthyScenario<H>;

/** A scenario and its location. */
export interface Registered {
  /** Path below scenarios/, without extension: `refused/loopback-bind`. */
  id: string;
  family: string;
  file: string;
  /** It does not come with badconn. */
  isOutside?: boolean;
  scenario: Scenario;
}

/**
 * Declares a scenario. Returns its argument: the declaration stays plain data, checked by the compiler. An unknown
 * host, a cause outside the vocabulary or an invented errno do not compile.
 */
export function defineScenario<const H extends string>(
  scenario: { topology: Topology<H> } & Scenario<NoInfer<H>>,
): Scenario {
  return scenario as unknown as Scenario;
}
