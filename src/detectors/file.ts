/**
 * Names the rules about whole files (`kind: file`). They are decided by name and content in src/judge/files/, not by
 * search: nothing in the text of a file leads to them.
 */
import type { Detector } from './detector.ts';

export const fileDetector: Detector = { name: 'file', find: () => [] };
