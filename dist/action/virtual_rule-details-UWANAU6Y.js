import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import"./chunk-LJUSSOTM.js";import{readFileSync}from"node:fs";var read=()=>readFileSync(new URL("../data/rule-details.json",import.meta.url),"utf8"),details=JSON.parse(read());export{details};
