import('./action/main.js');
