// Spools each upload to a temporary file before it is accepted, as a multipart parser does; its pages may be cached.
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');

let served = 0;

const server = http.createServer((request, response) => {
  if (request.method !== 'POST') {
    response.setHeader('Cache-Control', 'max-age=60');
    response.end(`page ${++served}`);
    return;
  }
  const file = path.join(os.tmpdir(), `upload-${process.hrtime.bigint()}`);
  const spool = fs.createWriteStream(file);
  const refuse = error => {
    request.unpipe(spool);
    request.resume().on('end', () => {
      response.statusCode = 500;
      response.end(String(error));
    });
  };
  spool.on('error', refuse);
  request.pipe(spool).on('finish', () => {
    response.end(`${fs.statSync(file).size} bytes`);
    fs.unlinkSync(file);
  });
});

server.listen(Number(process.env.PORT));
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  // A proxy keeps its connections for later.
  server.closeAllConnections();
});
