import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{loadBuiltinBook,loadBuiltinDetails}from"./chunk-A3CQT22D.js";import"./chunk-ODRZUQ5Q.js";export{loadBuiltinBook,loadBuiltinDetails};
