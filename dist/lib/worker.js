require('./run.js').runWorker();
