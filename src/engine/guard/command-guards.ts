/**
 * What stands around the keywords of commands (src/detectors/cli-flag.ts) when the detector reads the command. A keyword
 * that is not in the table opens a window wherever it stands.
 */
import type { Surroundings } from './surroundings.ts';

/** Flags and words that have to follow the keyword, or to precede it. */
const OWN: Readonly<Record<string, Surroundings>> = {
  'put-parameter': { precede: 'ssm\\s+' },
  secretsmanager: { follow: '\\s+(?:create|put|update)-secret' },
  keyvault: { follow: '\\s+secret\\s+set' },
  'secret set': { precede: '(?:gh|glab)\\s+' },
  'variable set': { precede: '(?:gh|glab)\\s+' },
  mysql: { follow: '(?:dump|admin|import|sh)?\\s+[-\\\\]' },
  mariadb: { follow: '(?:-dump)?\\s+[-\\\\]' },
  mycli: { follow: '\\s+[-\\\\]' },
  ' login': { precede: '(?:docker|podman|buildah|skopeo|nerdctl|helm\\s+registry|oras|cf|oc|az(?:\\s+acr)?|ibmcloud|crane)(?:\\s+auth)?\\s*' },
  mongo: { follow: '(?:sh|dump|restore|export|import)?\\s+(?:[-\\\\]|\\S+\\s+-)' },
  mosquitto_: { follow: '(?:pub|sub)\\s' },
  openssl: { follow: '\\s+enc' },
  useradd: { follow: '\\s[^]*-p' },
  usermod: { follow: '\\s[^]*-p' },
  snmp: { follow: '(?:walk|get|set|bulkwalk|table)\\s' },
  lftp: { follow: '\\s[^]*-u' },
  'redis-cli': { follow: '\\s[^]*-a' },
  ldap: { follow: '(?:search|add|modify|delete|passwd|whoami)\\s' },
  smbclient: { follow: '\\s[^]*-(?:u|-user)[^]*%' },
  rpcclient: { follow: '\\s[^]*-(?:u|-user)[^]*%' },
  winexe: { follow: '\\s[^]*-(?:u|-user)[^]*%' },
  htpasswd: { follow: '\\s+-\\w*b' },
  rabbitmqctl: { follow: '\\s+(?:add_user|change_password|authenticate_user)' },
  vault: { follow: '\\s+(?:write|kv\\s+(?:put|patch))' },
  chpasswd: { precede: '\\|\\s*(?:sudo\\s+)?' },
};

/** Commands that the detector reads without a keyword of their own: when another's opens a window on their line. */
const UNANNOUNCED = '(?:7za?|zip|unrar|rar|bcp|osql|isql|smbmap|crackmapexec|evil-winrm|sqlldr|expdp|impdp|rman|config\\s+--(?:global|local|add))\\s';
/** The detector looks so far behind its keyword for where a command begins, and a little more. */
const AHEAD = 64;

/** The ways in which a keyword's command, or another beside it, can be read; null where every hit passes. */
export function commandWays(keyword: string): readonly Surroundings[] | null {
  const own = OWN[keyword];
  return own === undefined ? null : [own, { precede: `${UNANNOUNCED}[^\\n]*` }, { follow: `[^]*${UNANNOUNCED}`, reach: AHEAD }];
}
