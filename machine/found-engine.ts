import type Dockerode from 'dockerode';
import type { EngineEndpoint } from './endpoints.ts';

/** An engine that answered, with what it reports about itself. */
export interface FoundEngine {
  docker: Dockerode;
  endpoint: EngineEndpoint;
  name: 'Docker' | 'Podman';
  version: string;
  apiVersion: string;
  /** In Docker's notation: amd64, arm64. */
  architecture: string;
  /** `linux`, or `windows`, whose containers cannot run labs. */
  system: string;
  kernel: string;
}

/** An endpoint without an answer, and why: an errno, or the engine's own words. */
export interface Silent {
  endpoint: EngineEndpoint;
  why: string;
}

export interface Search {
  engine?: FoundEngine;
  silent: Silent[];
}
