import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
var TOKEN_START="(?:(?<![A-Za-z0-9_])|(?<=\\\\[abefnrtv0])|(?<=\\\\u[0-9A-Fa-f]{4})|(?<=(?:%|\\\\x)[0-9A-Fa-f]{2})|(?<=\\[[0-9;]{0,8}m))",TOKEN_END="(?![A-Za-z0-9_])";export{TOKEN_START,TOKEN_END};
