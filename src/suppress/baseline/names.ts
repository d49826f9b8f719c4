/** The names of baselines that are looked for at the root of a repository. */

export const OWN_BASELINE = '.keysieve-baseline.json';
/** Written by detect-secrets. */
export const DETECT_SECRETS_BASELINE = '.secrets.baseline';
/** Written for gitleaks. */
export const GITLEAKS_IGNORE = '.gitleaksignore';

/** The files that are read when they are at the root and neither configuration nor command line names any. */
export const BASELINE_NAMES: readonly string[] = [OWN_BASELINE, DETECT_SECRETS_BASELINE, GITLEAKS_IGNORE];
