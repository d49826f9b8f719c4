/** Every detector by the name that rule files use. A new detector is one file and one line here. */
import { assignmentDetector } from './assignment/assignment.ts';
import { authorizationDetector } from './authorization.ts';
import { cliFlagDetector } from './cli-flag.ts';
import { credentialCallDetector } from './credential-call.ts';
import type { Detector } from './detector.ts';
import { fileDetector } from './file.ts';
import { jwkDetector } from './jwk.ts';
import { namedDetector } from './named.ts';
import { patternDetector } from './pattern.ts';
import { privateKeyDetector } from './private-key.ts';
import { argumentListDetector } from './structured/argument-list.ts';
import { kubernetesSecretDetector } from './structured/kubernetes-secret.ts';
import { markedValueDetector } from './structured/marked-value.ts';
import { netrcDetector } from './structured/netrc.ts';
import { pgpassDetector } from './structured/pgpass.ts';
import { sectionKeyDetector } from './structured/section-key.ts';
import { terraformStateDetector } from './structured/terraform-state.ts';
import { vaultTableDetector } from './structured/vault-table.ts';
import { uriDetector } from './uri.ts';

const ALL: readonly Detector[] = [
  assignmentDetector,
  authorizationDetector,
  cliFlagDetector,
  credentialCallDetector,
  jwkDetector,
  namedDetector,
  patternDetector,
  privateKeyDetector,
  uriDetector,
  argumentListDetector,
  fileDetector,
  kubernetesSecretDetector,
  markedValueDetector,
  netrcDetector,
  pgpassDetector,
  sectionKeyDetector,
  terraformStateDetector,
  vaultTableDetector,
];

export const DETECTORS: ReadonlyMap<string, Detector> = new Map(ALL.map((detector) => [detector.name, detector]));
