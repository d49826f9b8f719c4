import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
var SEVERITIES=["critical","high","medium","low","info"];export{SEVERITIES};
