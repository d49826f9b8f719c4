import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import"./chunk-LJUSSOTM.js";async function loadPlaybooks(){return(await import("./virtual_playbooks-PU57FY4C.js")).playbooks}export{loadPlaybooks};
