import('./chunks/action.js');
