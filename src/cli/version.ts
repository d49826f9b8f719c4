/** Replaced by the bundler; tests run the sources and see `development`. */
declare const KEYSIEVE_VERSION: string | undefined;

declare const KEYSIEVE_BUILD: string | undefined;

export const VERSION: string = typeof KEYSIEVE_VERSION === 'undefined' ? 'development' : KEYSIEVE_VERSION;

/** Names what this program was built from: two builds of one version may differ. */
export const BUILD: string = typeof KEYSIEVE_BUILD === 'undefined' ? VERSION : KEYSIEVE_BUILD;
