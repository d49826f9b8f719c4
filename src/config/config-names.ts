/** The names of configuration files that are looked for at the root of a repository. */
export const CONFIG_NAMES: readonly string[] = ['keysieve.yaml', 'keysieve.yml', '.keysieve.yaml', '.keysieve.yml'];
