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
  /** What happens, and why it looks as it does. */
  why: string;
  /** What tells it apart from its look-alikes. */
  tellApart: string;
  /** From general to specific. */
  hints: readonly [string, ...string[]];
  /** RFC sections, man pages, kernel files. */
  see: readonly [string, ...string[]];
}

/** One word for both ends where they see the same. */
export type WireAtEnds = Wire | { client: Wire; server: Wire };

/** What a case declares to be seen. */
interface DeclaredSigns {
  /** At the defaults of the axes, as `wire`: what another point shows follows from it (shown.ts). */
  symptom: Symptom;
  wire: WireAtEnds;
  /**
   * When the changes are made: while a connection of the client stands and has been answered. By default
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

/** The parts in which the forms of one failure may differ; a form gives each part that does. */
interface Breakage<H extends string> extends DeclaredSigns {
  /** At which stage it fails, and what a plain client sees. A run checks both. */
  symptom: Failure;
  fault: Changes<H>;
  /** What a new connection meets once the fault is there; said where it comes `when: 'connected'`. */
  anew?: Symptom;
  /** What the client is set to connect to: `<scheme>://<host><path>`; the port is drawn. */
  target: `${'ws' | 'wss' | 'http' | 'https' | 'tcp'}://${H}/${string}`;
}

/** The documented remedy: the one change that mends what is broken. */
interface DocumentedRemedy<H extends string> {
  action: RemedyAction;
  advice: string;
  change: Change<H>;
  /** Delay before the remedy takes effect, in ms (e.g. a DNS TTL). Default 0. */
  settlesMs?: number;
}

interface CommonDeclaration<H extends string> {
  /** One sentence that says the state, readable aloud. */
  title: string;
  /** Its place in the documented list, where it has one. */
  documented?: string;
  topology: Topology<H>;
  /** Values of axes, the default first, where they are not those of topology and changes (axes.ts). */
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

/** One fault: its cause, what is seen of it when no other is in front of it, and what mends it. */
export interface DeclaredLayer<H extends string = string> {
  fault: Changes<H>;
  symptom: Failure;
  wire: WireAtEnds;
  cause: Cause;
  /** The class of causes that a client alone cannot tell apart. Omitted if the client can tell the cause. */
  clientSees?: ClassName;
  remedy: DocumentedRemedy<H>;
}

/** What is declared of the outermost layer stands in the scenario itself. */
export interface BrokenScenario<H extends string = string>
  extends
    CommonDeclaration<H>,
    Breakage<H>,
    Pick<DeclaredLayer<H>, 'cause' | 'clientSees' | 'remedy'> {
  /** Further faults, each behind the one before it: what the client meets once that is mended. */
  beneath?: readonly [DeclaredLayer<H>, ...DeclaredLayer<H>[]];
  /** The healthy scenario that looks as if it had this cause, where there is one. */
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

/** A scenario and where it lies. */
export interface Registered {
  /** The path below scenarios/, without extension: `refused/loopback-bind`. */
  id: string;
  family: string;
  file: string;
  /** It is not one of those that come with badconn. */
  isOutside?: boolean;
  scenario: Scenario;
}

/**
 * Declares a scenario. It returns what it is given: the declaration stays plain data, and the
 * compiler checks it. A host that the topology lacks, a cause outside the vocabulary or an invented
 * errno do not compile.
 */
export function defineScenario<const H extends string>(
  scenario: { topology: Topology<H> } & Scenario<NoInfer<H>>,
): Scenario {
  return scenario as unknown as Scenario;
}
