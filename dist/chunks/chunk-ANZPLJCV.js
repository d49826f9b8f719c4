import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
async function loadPlaybooks(){return(await import("./virtual_playbooks-OFHSAXNH.js")).playbooks}export{loadPlaybooks};
