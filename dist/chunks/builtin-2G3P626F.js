import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{loadPlaybooks}from"./chunk-ANZPLJCV.js";import"./chunk-ODRZUQ5Q.js";export{loadPlaybooks};
