/** Every detector by the name that rule files use. A new detector is one file and one line here. */
import type { Detector } from './detector.ts';
import { namedDetector } from './named.ts';
import { patternDetector } from './pattern.ts';
import { privateKeyDetector } from './private-key.ts';

const ALL: readonly Detector[] = [patternDetector, namedDetector, privateKeyDetector];

export const DETECTORS: ReadonlyMap<string, Detector> = new Map(ALL.map((detector) => [detector.name, detector]));
