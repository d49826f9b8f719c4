import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import"./chunk-LJUSSOTM.js";import{readFileSync}from"node:fs";var read=()=>readFileSync(new URL("../data/search-index.bin",import.meta.url)),readSearchIndex=read;export{readSearchIndex};
