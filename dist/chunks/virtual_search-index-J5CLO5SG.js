import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import"./chunk-ODRZUQ5Q.js";import{readFileSync}from"node:fs";var readSearchIndex=()=>readFileSync(new URL("../search-index.bin",import.meta.url));export{readSearchIndex};
