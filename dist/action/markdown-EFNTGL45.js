import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{renderMarkdown,writeMarkdown}from"./chunk-ZQXMH4BG.js";import"./chunk-3ICM46RC.js";import"./chunk-2I47TMN3.js";import"./chunk-WQ65IAAN.js";import"./chunk-ZBVIKMME.js";import"./chunk-KSNVQA3X.js";import"./chunk-Y7AMCUGP.js";import"./chunk-S2MJBCYN.js";import"./chunk-YLPNAYKL.js";import"./chunk-NU4ZESIO.js";import"./chunk-LJUSSOTM.js";export{renderMarkdown,writeMarkdown};
