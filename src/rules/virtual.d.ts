/** Made from rules/ when the product is bundled or tested; see scripts/rulebook-plugin.mjs. */
declare module 'virtual:rulebook' {
  export const book: import('./rule.ts').RuleBook;
}
declare module 'virtual:rule-details' {
  export const details: readonly import('./rule.ts').RuleDetails[];
}
declare module 'virtual:playbooks' {
  export const playbooks: readonly import('../remedy/playbook.ts').Playbook[];
}
declare module 'virtual:search-index' {
  export function readSearchIndex(): Uint8Array;
}
declare module 'virtual:file-names' {
  export const fileNames: readonly string[];
}
