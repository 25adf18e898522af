import type Dockerode from 'dockerode';
import type { EngineEndpoint } from './endpoints.ts';

/** An engine that answered, and what it says of itself. */
export interface FoundEngine {
  docker: Dockerode;
  endpoint: EngineEndpoint;
  name: 'Docker' | 'Podman';
  version: string;
  apiVersion: string;
  /** In Docker's words: amd64, arm64. */
  architecture: string;
  /** `linux`, or `windows`, whose containers cannot be a lab. */
  system: string;
  kernel: string;
}

/** An endpoint that gave no answer, and why: an errno, or the engine's own words. */
export interface Silent {
  endpoint: EngineEndpoint;
  why: string;
}

export interface Search {
  engine?: FoundEngine;
  silent: Silent[];
}
