/** A web server of three lines, for the network's checks. */
import { Image } from '../../runner/images';

const SOURCE = `
const ready = () => !require('fs').existsSync('/tmp/unready');
require('http').createServer((q, r) => { r.statusCode = q.url === '/ready' && !(ready() && q.headers['x-probe']) ? 503 : 200; r.end(require('os').hostname()); }).listen(8080);
process.on('SIGTERM', () => process.exit(0));
`;

const server: Image = { layers: ['node'], files: { 'server.js': { content: SOURCE } }, cmd: ['node', '/server.js'], differs: 'it stands for no other image' };

export const nodeImages = { 'test/server': server };
