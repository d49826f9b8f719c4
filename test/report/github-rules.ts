/**
 * What GitHub asks of a SARIF file, as a checklist. Source: "SARIF support for code scanning" in GitHub's documentation:
 * required properties, limits, and the error "expected a physical location" of its importer.
 */
import type { SarifDocument } from './sarif-types.ts';

/** Gives a sentence for every rule that is broken. */
export function brokenGithubRules(document: SarifDocument): string[] {
  const broken: string[] = [];
  const check = (holds: boolean, rule: string): void => { if (!holds) broken.push(rule); };
  const filled = (text: unknown, most = Number.POSITIVE_INFINITY): boolean => typeof text === 'string' && text.trim() !== '' && text.length <= most;

  check(filled(document.$schema), '$schema');
  check(document.version === '2.1.0', 'version');
  check(document.runs.length >= 1 && document.runs.length <= 20, '1 to 20 runs');
  const categories = document.runs.map((run) => run.automationDetails.id);
  check(new Set(categories).size === categories.length, 'every run has a category of its own');
  for (const run of document.runs) {
    check(run.automationDetails.id.endsWith('/'), 'the category ends with a slash');
    check(filled(run.tool.driver.name), 'tool.driver.name');
    check(run.results.length <= 25_000, 'at most 25,000 results');
    const { rules } = run.tool.driver;
    check(rules.length <= 25_000, 'at most 25,000 rules');
    check(new Set(rules.map((rule) => rule.id)).size === rules.length, 'rule ids are unique');
    for (const rule of rules) {
      check(filled(rule.id), 'rule.id');
      check(filled(rule.name, 255), 'rule.name');
      check(filled(rule.shortDescription.text, 1024), 'shortDescription');
      check(filled(rule.fullDescription.text, 1024), 'fullDescription');
      check(filled(rule.help.text) && filled(rule.help.markdown), 'help');
      check(rule.properties.tags.length <= 20 && rule.properties.tags.includes('security'), 'tags');
      check(['very-high', 'high', 'medium', 'low'].includes(rule.properties.precision), 'precision');
      const score = rule.properties['security-severity'];
      check(typeof score === 'string' && Number(score) > 0 && Number(score) <= 10, 'security-severity');
    }
    for (const result of run.results) {
      check(rules[result.ruleIndex]?.id === result.ruleId, 'ruleIndex leads to the rule');
      check(filled(result.message.text), 'message.text');
      check(result.locations.length >= 1 && result.locations.length + (result.relatedLocations?.length ?? 0) <= 100, '1 to 100 locations');
      check(filled(result.partialFingerprints['secretFingerprint/v1']), 'partialFingerprints');
      check(Object.values(result.partialFingerprints).every((value) => filled(value)), 'fingerprints are not empty');
      for (const location of [...result.locations, ...(result.relatedLocations ?? [])]) {
        const { uri } = location.physicalLocation.artifactLocation;
        check(/^[\w.~%/-]+$/.test(uri) && !uri.startsWith('/') && !uri.split('/').includes('..'), `uri ${uri}`);
        const { startLine, startColumn, endLine, endColumn } = location.physicalLocation.region;
        check([startLine, startColumn, endLine, endColumn].every((value) => Number.isInteger(value) && value >= 1), 'region');
        check(endLine > startLine || (endLine === startLine && endColumn > startColumn), 'the region has an extent');
      }
      // Links in a message lead to related locations by their id.
      for (const [, id] of result.message.text.matchAll(/(?<!\\)\]\((\d+)\)/g)) {
        check(result.relatedLocations?.some((location) => location.id === Number(id)) === true, `link ${id}`);
      }
    }
  }
  return [...new Set(broken)];
}
