import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import"./chunk-LJUSSOTM.js";import{readFileSync}from"node:fs";var read=()=>readFileSync(new URL("../data/playbooks.json",import.meta.url),"utf8"),playbooks=JSON.parse(read());export{playbooks};
