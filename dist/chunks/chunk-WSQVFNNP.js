import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
async function loadPlaybooks(){return(await import("./virtual_playbooks-C2C6JYIV.js")).playbooks}export{loadPlaybooks};
