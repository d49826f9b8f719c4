import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{loadPlaybooks}from"./chunk-JNAZ372V.js";import"./chunk-ODRZUQ5Q.js";export{loadPlaybooks};
