// Spools each upload to a temporary file before it is accepted, as a multipart parser does.
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');

const server = http.createServer((request, response) => {
  if (request.method !== 'POST') {
    response.end('ok');
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
  request.pipe(spool).on('finish', () => response.end(`${fs.statSync(file).size} bytes`));
});

server.listen(3000);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
