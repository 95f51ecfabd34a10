// The pages just built, over the API of a running `gangmu serve`: node dev/proxy.mjs http://127.0.0.1:8080 [port].
// For developing the pages without packing them into the binary.
import { createServer, request } from 'node:http';
import { readFileSync, existsSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.json': 'application/json' };
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const server = new URL(process.argv[2] ?? 'http://127.0.0.1:8080');

createServer((req, res) => {
  const url = new URL(req.url, 'http://localhost');
  if (url.pathname === '/api' || url.pathname.startsWith('/api/')) {
    const headers = { ...req.headers, host: server.host };
    if (headers.origin) headers.origin = server.origin;
    const passed = request({ host: server.hostname, port: server.port, path: req.url, method: req.method, headers }, (answer) => { answer.on('error', () => res.destroy()); res.writeHead(answer.statusCode, answer.headers); answer.pipe(res); });
    passed.on('error', (e) => { if (!res.headersSent) res.writeHead(502); res.end(String(e)); });
    // A page that goes away while it is answered ends both sides.
    res.on('close', () => passed.destroy());
    for (const side of [req, res]) side.on('error', () => passed.destroy());
    req.pipe(passed);
    return;
  }
  const file = join(DIST, normalize(url.pathname));
  const found = file.startsWith(DIST) && existsSync(file) && statSync(file).isFile() ? file : join(DIST, 'index.html');
  try {
    const bytes = readFileSync(found);
    res.writeHead(200, { 'Content-Type': TYPES[extname(found)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP });
    res.end(bytes);
  } catch { // the pages are just being built
    res.writeHead(503);
    res.end();
  }
}).listen(Number(process.argv[3] ?? 8091), '127.0.0.1', function () { console.log(`http://127.0.0.1:${this.address().port}`); });
