import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{renderMarkdown,writeMarkdown}from"./chunk-WZ6ACZMM.js";import"./chunk-H5PTVWRP.js";import"./chunk-RV274TFZ.js";import"./chunk-O5KLKEJO.js";import"./chunk-BMZOLJW5.js";import"./chunk-PLG72OGK.js";import"./chunk-BWGD66PH.js";import"./chunk-KN5DWY2A.js";import"./chunk-3A5HQF3M.js";import"./chunk-DEKWGYA5.js";import"./chunk-2DG5DKKO.js";import"./chunk-ODRZUQ5Q.js";export{renderMarkdown,writeMarkdown};
