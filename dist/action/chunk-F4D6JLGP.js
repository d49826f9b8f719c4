import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
function toUnicode(binary){return/^[\x00-\x7f]*$/.test(binary)?binary:Buffer.from(binary,"latin1").toString("utf8")}function toBinary(text){return/^[\x00-\x7f]*$/.test(text)?text:Buffer.from(text,"utf8").toString("latin1")}export{toUnicode,toBinary};
