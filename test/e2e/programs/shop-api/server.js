// Counts visits in Redis, asks PostgreSQL whether it is there, reads its credentials from files, caches on disk.
const fs = require('fs');
const http = require('http');
const net = require('net');

function ask(host, port, question, enough) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, host, () => socket.write(question));
    let answer = '';
    socket.on('data', data => {
      answer += data.toString('latin1');
      if (enough.test(answer)) socket.end();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

// What a client that would like TLS sends first; a server without it answers N.
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

async function visit() {
  const visits = await ask(process.env.REDIS_HOST, 6379, 'INCR visits\r\n', /\r\n/);
  const database = await ask(process.env.DATABASE_HOST, 5432, SSL_REQUEST, /./);
  const user = fs.readFileSync('/run/secrets/database/username', 'utf8');
  fs.writeFileSync('/app/cache/last', visits);
  return `visit ${visits.trim()} by ${user}, database says ${database}`;
}

const server = http.createServer((request, response) => {
  visit().then(text => response.end(text), error => {
    response.statusCode = 500;
    response.end(String(error));
  });
});

server.listen(3000);
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
