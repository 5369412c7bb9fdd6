// GET /name makes a thumbnail once and serves it from the cache afterwards.
const fs = require('fs');
const http = require('http');
const path = require('path');

const server = http.createServer((request, response) => {
  try {
    const file = path.join('/var/cache/thumbnails', path.basename(request.url));
    const hit = fs.existsSync(file);
    if (!hit) fs.writeFileSync(file, 'small');
    response.end(hit ? 'hit' : 'miss');
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error));
  }
});

server.listen(8080);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
