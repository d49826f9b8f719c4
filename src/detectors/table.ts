/** Every detector by the name that rule files use. A new detector is one file and one line here. */
import { assignmentDetector } from './assignment/assignment.ts';
import { authorizationDetector } from './authorization.ts';
import { cliFlagDetector } from './cli-flag.ts';
import type { Detector } from './detector.ts';
import { namedDetector } from './named.ts';
import { patternDetector } from './pattern.ts';
import { privateKeyDetector } from './private-key.ts';
import { uriDetector } from './uri.ts';

const ALL: readonly Detector[] = [
  assignmentDetector,
  authorizationDetector,
  cliFlagDetector,
  namedDetector,
  patternDetector,
  privateKeyDetector,
  uriDetector,
];

export const DETECTORS: ReadonlyMap<string, Detector> = new Map(ALL.map((detector) => [detector.name, detector]));
