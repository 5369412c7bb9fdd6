"""A small WSGI application: spools uploads to temporary files and caches answers on disk."""
import os
import tempfile

CACHE = os.environ.get('CACHE_DIR', '/app/cache')

# Compiled templates, as a framework would keep them: without a writable cache the application does not start.
with open(os.path.join(CACHE, 'templates'), 'w') as templates:
    templates.write('compiled')


def application(environ, start_response):
    try:
        status, body = answer(environ)
    except Exception as error:
        status, body = '500 Internal Server Error', f'{type(error).__name__}: {error}'
    start_response(status, [('Content-Type', 'text/plain')])
    return [body.encode()]


def answer(environ):
    path, method = environ['PATH_INFO'], environ['REQUEST_METHOD']
    if path in ('/health', '/ready'):
        return '200 OK', 'ok'
    if path == '/upload' and method == 'POST':
        return '200 OK', f'{spool(environ)} bytes'
    if path.startswith('/cache/'):
        file = os.path.join(CACHE, os.path.basename(path))
        if method == 'PUT':
            with open(file, 'wb') as cached:
                cached.write(body_of(environ))
            return '200 OK', 'cached'
        if os.path.exists(file):
            with open(file) as cached:
                return '200 OK', cached.read()
    return '404 Not Found', 'nothing here'


def spool(environ):
    body = body_of(environ)
    with tempfile.NamedTemporaryFile() as spooled:
        spooled.write(body)
        return spooled.tell()


def body_of(environ):
    return environ['wsgi.input'].read(int(environ.get('CONTENT_LENGTH') or 0))
