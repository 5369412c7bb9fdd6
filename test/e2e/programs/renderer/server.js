// PUT /name renders a page: written to a temporary file first, then into the directory the shipper reads.
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');

const server = http.createServer((request, response) => {
  try {
    const name = path.basename(request.url);
    if (request.method === 'PUT') {
      const draft = path.join(os.tmpdir(), name);
      fs.writeFileSync(draft, `<h1>${name}</h1>`);
      fs.copyFileSync(draft, path.join('/var/pages', name));
      fs.unlinkSync(draft);
    }
    response.end(request.method === 'PUT' ? 'rendered' : 'ok');
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error));
  }
});

server.listen(8080);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
