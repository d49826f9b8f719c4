import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
function isBlank(line){return line===void 0||line.trim()===""}export{isBlank};
