import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{loadBuiltinBook,loadBuiltinDetails,readBuiltinIndex}from"./chunk-XE3MMOKZ.js";import"./chunk-LJUSSOTM.js";export{loadBuiltinBook,loadBuiltinDetails,readBuiltinIndex};
