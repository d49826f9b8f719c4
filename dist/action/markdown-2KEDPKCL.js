import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{renderMarkdown,writeMarkdown}from"./chunk-OQHT4AFY.js";import"./chunk-N7HCMEZ4.js";import"./chunk-KBMVU24J.js";import"./chunk-BU7QEP6M.js";import"./chunk-3ICM46RC.js";import"./chunk-EDPEJUSM.js";import"./chunk-Y7AMCUGP.js";import"./chunk-QXH5YGVX.js";import"./chunk-YLPNAYKL.js";import"./chunk-NU4ZESIO.js";import"./chunk-LJUSSOTM.js";export{renderMarkdown,writeMarkdown};
