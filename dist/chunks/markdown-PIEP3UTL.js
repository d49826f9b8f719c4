import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{renderMarkdown,writeMarkdown}from"./chunk-Q4XM2PQN.js";import"./chunk-H5PTVWRP.js";import"./chunk-TV7DMFUL.js";import"./chunk-NTYZOC26.js";import"./chunk-BMZOLJW5.js";import"./chunk-PLG72OGK.js";import"./chunk-BWGD66PH.js";import"./chunk-6PXITIW2.js";import"./chunk-3A5HQF3M.js";import"./chunk-DEKWGYA5.js";import"./chunk-2DG5DKKO.js";import"./chunk-ODRZUQ5Q.js";export{renderMarkdown,writeMarkdown};
