import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{mkdirSync}from"node:fs";import{dirname}from"node:path";function makeFolder(folder,mode=511){if(tryFolder(folder,mode))return;let above=dirname(folder);above!==folder&&makeFolder(above,mode),mkdirSync(folder,mode)}function tryFolder(folder,mode){try{return mkdirSync(folder,mode),!0}catch(error){let{code}=error;if(code==="ENOENT")return!1;if(code==="EEXIST")return!0;throw error}}export{makeFolder};
