import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{loadBuiltinBook,loadBuiltinDetails,readBuiltinIndex}from"./chunk-XOVEZUO4.js";import"./chunk-ODRZUQ5Q.js";export{loadBuiltinBook,loadBuiltinDetails,readBuiltinIndex};
