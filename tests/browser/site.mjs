// The built sample portal: its pages by type, and a small server for them.
//
// Page types come from what was built, not from a list of addresses: of each type the heaviest page is looked at,
// so that the tests go on when the sample grows.

import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export { launch } from './launch.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The day for which the sample is written. */
export const TODAY = '2026-11-23';

/** The policy that the README recommends to hosts. */
export const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";

/** Folder of the built portal; `SITE` names one that exists already. */
export const root = process.env.SITE ?? build();

/** Builds the portal at `from` and answers the folder of its site. */
export function build(from = repository) {
  const out = join(mkdtempSync(join(tmpdir(), 'gongkai-')), 'site');
  const program = process.env.GONGKAI ?? join(repository, 'target/debug/gongkai');
  execFileSync(program, ['build', '--root', from, '--today', TODAY, '--out', out], { stdio: ['ignore', 'ignore', 'inherit'] });
  return out;
}

/** Every HTML page, relative to the root of the site, with its size. */
export const pages = files(root)
  .filter((path) => path.endsWith('.html'))
  .map((path) => ({ path: relative(root, path).split(sep).join('/'), size: statSync(path).size }))
  .sort((a, b) => (a.path < b.path ? -1 : 1));

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]);
}

/** The heaviest page of each type: `{name, path}`. */
export const types = pageTypes();

function pageTypes() {
  const found = new Map();
  const offer = (name, page) => {
    if (page && !(found.get(name)?.size >= page.size)) found.set(name, page);
  };
  const orgs = new Map();
  const records = new Map();
  for (const path of files(join(root, 'data')).filter((path) => path.endsWith('data.json'))) {
    const org = JSON.parse(readFileSync(path, 'utf8'));
    orgs.set(org.path, org.level);
    for (const record of org.records) records.set(record.address, record.kind);
  }
  for (const page of pages) {
    const [first] = page.path.split('/');
    if (first === 'elder') continue;
    const folder = page.path.replace(/\/?index\.html$/, '');
    if (page.path === 'index.html') offer('home', page);
    else if (page.path === '404.html') offer('not-found', page);
    else if (first === 'coverage') offer(page.path.includes('/item-') ? 'coverage-item' : page.path === 'coverage/index.html' ? 'coverage' : 'coverage-unit', page);
    else if (['about', 'kinds', 'sections', 'league', 'windows', 'data', 'catalogue', 'search'].includes(first)) offer(first, page);
    else if (records.has(page.path)) offer(`record-${records.get(page.path)}`, page);
    else if (orgs.has(folder)) offer(`org-${orgs.get(folder)}`, page);
    else offer(page.path.endsWith('index.html') ? 'listing' : 'listing-page', page);
  }
  return [...found].map(([name, { path }]) => ({ name, path })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const MEDIA = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.json': 'application/json', '.csv': 'text/csv; charset=utf-8', '.xml': 'application/xml',
};

/** Serves the site at `/` and under `/sub/path/` with the strict policy. */
export async function serve() {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).replace(/^\/(sub\/path\/)?/, '');
    const file = join(root, path.endsWith('/') || path === '' ? `${path}index.html` : path);
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': MEDIA[extname(file)] ?? 'application/octet-stream', 'content-security-policy': POLICY });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const url = (path) => `${origin}/${path === '404.html' ? '' : 'sub/path/'}${path.split('/').map(encodeURIComponent).join('/')}`;
  return { url, close: () => server.close() };
}

/** Opens a page from the folder; the page for wrong addresses links from the root of a domain, so it needs a server. */
export const open = (page, path, server) => page.goto(path === '404.html' ? server.url(path) : fileUrl(path));

/** Address of a page in the folder of a site. */
export const fileUrl = (path, site = root) => new URL(`file://${join(site, path).split(sep).map(encodeURIComponent).join('/')}`).href;

/** In a page: a browser that has `voices`; `spoken`, `current` and `cancelled` tell what was asked of it. */
export function speakWith(voices) {
  window.spoken = [];
  window.current = null;
  window.cancelled = 0;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => voices,
    speak(one) { window.spoken.push(one); window.current = one; },
    cancel() { window.cancelled += 1; window.current = null; },
    addEventListener() {},
  } });
}
