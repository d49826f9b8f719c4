import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
async function loadPlaybooks(){return(await import("./virtual_playbooks-2MKRJNW6.js")).playbooks}export{loadPlaybooks};
