import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
async function loadBuiltinBook(){return(await import("./virtual_rulebook-VB6YODCF.js")).book}async function loadBuiltinDetails(){return(await import("./virtual_rule-details-DQI7E7ME.js")).details}export{loadBuiltinBook,loadBuiltinDetails};
