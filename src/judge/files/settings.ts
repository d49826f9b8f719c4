/** Whether a file of settings holds values at all: empty ones, references and placeholders are what templates hold. */
import { isDense } from '../../detectors/structured/dense.ts';
import { readName } from '../../detectors/names/family.ts';
import { placeholderReason } from '../placeholders.ts';

const ENV_LINE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(.*)$/gm;
const REFERENCE = /^(?:\$|%[A-Za-z_]|\{\{|<|op:\/\/|vault:|arn:|ENC\[|encrypted:|!)/;
/** Settings that every installation shares. */
const ORDINARY = /^(?:true|false|yes|no|on|off|null|none|\d+(?:\.\d+)*|[a-z]{1,12}|localhost(?::\d+)?|(?:\d{1,3}\.){3}\d{1,3}|(?:https?:\/\/)?(?:localhost|127\.0\.0\.1)(?::\d+)?\S*)$/i;
const STRING = /(["'])((?:(?!\1)[^\\\n]){16,512})\1|[:=][ \t]*([^\s"'#]{16,512})[ \t]*$/gm;

/** dotenv: a line whose value is written down and is more than a switch, a number or a word. */
export function holdsEnvironment(text: string): boolean {
  for (const [, name = '', rest = ''] of text.matchAll(ENV_LINE)) {
    const value = unquote(rest);
    if (value === '' || REFERENCE.test(value) || placeholderReason(value) !== null) continue;
    if (!ORDINARY.test(value) || (readName(name) !== null && value.length >= 4 && !/^(?:true|false|null|none)$/i.test(value))) return true;
  }
  return false;
}

/** Any file of names and values: a value that was drawn at random, and nothing that says the file is encrypted or refers to a store. */
export function holdsCredentials(text: string): boolean {
  if (/^apiVersion:|"apiVersion"\s*:|^\$ANSIBLE_VAULT|ENC\[AES256_GCM|^sops:|"sops"\s*:|-----BEGIN (?:AGE|PGP)|kind: (?:ExternalSecret|ClusterExternalSecret|SealedSecret|SecretProviderClass|SecretStore)/m.test(text)) return false;
  for (const [, , quoted, bare] of text.matchAll(STRING)) {
    const value = quoted ?? bare ?? '';
    if (!REFERENCE.test(value) && placeholderReason(value) === null && isDense(value)) return true;
  }
  return false;
}

/** Terraform variables: a name and a literal. */
export function holdsVariables(text: string): boolean {
  return /^[ \t]*"?[\w-]+"?[ \t]*[=:][ \t]*"[^"\n${}]{4,}"/m.test(text);
}

/** Terraform state that holds attributes of resources, or outputs. */
export function isTerraformState(text: string): boolean {
  return /"(?:terraform_version|lineage)"\s*:/.test(text) && /"(?:attributes|attributes_flat|outputs)"\s*:\s*\{\s*"/.test(text);
}

/** Users and their password hashes, as Apache and nginx read them. */
export function holdsPasswordHashes(text: string): boolean {
  return /^[^:\s#]+:(?:\$(?:apr1|2[abxy]|5|6|y)\$|\{S?SHA\d*\}|[./A-Za-z0-9]{13}\s*$)/m.test(text);
}

function unquote(rest: string): string {
  const quoted = /^(["'`])(.*?)\1/.exec(rest);
  return (quoted?.[2] ?? rest.replace(/[ \t]+#.*$/, '')).trim();
}
