/** Replaced by the bundler; tests run the sources and see `development`. */
declare const KEYSIEVE_VERSION: string | undefined;

export const VERSION: string = typeof KEYSIEVE_VERSION === 'undefined' ? 'development' : KEYSIEVE_VERSION;
