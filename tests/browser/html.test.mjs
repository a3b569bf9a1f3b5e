// Every page is valid HTML by html-validate and by the Nu checker, and light enough for a weak line.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { pages, root } from './site.mjs';

const KIB = 1024;

// Twins for elders are made by the same templates; the Nu checker reads them as well.
const own = pages.filter(({ path }) => !path.startsWith('elder/'));

test(`${own.length} pages are valid by html-validate`, async () => {
  const checker = new HtmlValidate({
    root: true,
    extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
    rules: {
      // Templates are shrunk: valid spellings of the same elements.
      'doctype-style': 'off',
      'attr-quotes': 'off',
      // Style and script come from the same folder as the page.
      'require-sri': 'off',
      // Titles are what clerks write.
      'long-title': 'off',
      // The shrinking of templates leaves out what every button of a form is without a word.
      'no-implicit-button-type': 'off',
    },
  });
  const found = [];
  for (const { path } of own) {
    const report = await checker.validateString(readFileSync(join(root, path), 'utf8'), path);
    for (const { messages } of report.results) {
      found.push(...messages.map(({ line, column, ruleId, message }) => `${path}:${line}:${column} ${ruleId}: ${message}`));
    }
  }
  assert.deepEqual(found.slice(0, 40), [], `${found.length} findings`);
});

test(`${pages.length} pages are valid by the Nu checker`, async () => {
  const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
  const run = promisify(execFile)('java', ['-Xss8m', '-jar', jar, '--format', 'json', '--skip-non-html', root], { maxBuffer: 256 * KIB * KIB });
  const { stderr } = await run.catch((error) => error);
  const { messages } = JSON.parse(stderr);
  const found = messages
    .filter(({ type, subType }) => type === 'error' || subType === 'warning')
    .map(({ url, lastLine, message }) => `${url.slice(url.indexOf(root) + root.length + 1)}:${lastLine} ${message}`);
  assert.deepEqual(found.slice(0, 40), [], `${found.length} findings`);
});

test('a page with style and script fits a weak line', () => {
  const weigh = (path) => gzipSync(readFileSync(join(root, path)), { level: 9 }).length;
  const assets = readdirSync(join(root, 'assets')).filter((name) => /\.(css|js)$/.test(name));
  const style = assets.filter((name) => name.endsWith('.css')).reduce((sum, name) => sum + weigh(`assets/${name}`), 0);
  const scripts = assets.filter((name) => name.endsWith('.js')).map((name) => [name, weigh(`assets/${name}`)]);
  assert.ok(style <= 12 * KIB, `style is ${style} bytes compressed`);
  for (const [name, bytes] of scripts) assert.ok(bytes <= 6 * KIB, `${name} is ${bytes} bytes compressed`);
  const loaded = (path) => {
    const html = readFileSync(join(root, path), 'utf8');
    return scripts.filter(([name]) => html.includes(`assets/${name}`)).reduce((sum, [, bytes]) => sum + bytes, 0);
  };
  const heavy = pages.map(({ path }) => [path, weigh(path) + style + loaded(path)]).filter(([, bytes]) => bytes > 30 * KIB);
  assert.deepEqual(heavy, [], 'pages that are too heavy with style and script');
});
