// A push service that takes everything at once and looks at nothing: for measurements. Writes its port, then answers 201.
import http from 'node:http';

const server = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(201, { 'Content-Length': '0' }).end());
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
