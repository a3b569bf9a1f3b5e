// The keyboard reaches everything and shows where it is; without script and from a folder the site is the same as
// from a server, and the strict policy of the README is never broken.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, fileUrl, launch, open, serve, types } from './site.mjs';

let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all([browser.close(), server.close()]));

test('the keyboard reaches every link, switch and summary, in view and with a visible focus', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 900 } });
  const found = [];
  for (const { name, path } of types) {
    const page = await context.newPage();
    await open(page, path, server);
    const expected = await page.evaluate(() => {
      const all = [...document.querySelectorAll('a[href], button, summary, input, select, [tabindex="0"]')];
      // Of a board the arrow keys reach the other links (first.test.mjs).
      const reachable = all.filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.matches('.board [tabindex="-1"]'));
      reachable.forEach((node, at) => node.setAttribute('data-walk', at));
      return reachable.length;
    });
    const reached = new Set();
    for (let step = 0; step < expected + 2; step++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const node = document.activeElement;
        const shown = node.matches('input.vh') ? document.querySelector(`label[for="${node.id}"]`) : node;
        const style = getComputedStyle(shown);
        const box = shown.getBoundingClientRect();
        const isMarked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
        const isInView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        return { walk: node.dataset.walk, isMarked, isInView, text: node.textContent.trim().slice(0, 20) || node.id };
      });
      if (at.walk === undefined) continue;
      reached.add(at.walk);
      if (!at.isMarked) found.push(`${name} (${path}): focus on “${at.text}” cannot be seen`);
      if (!at.isInView) found.push(`${name} (${path}): focus on “${at.text}” is out of view`);
    }
    if (reached.size < expected) found.push(`${name} (${path}): ${expected - reached.size} of ${expected} are never reached`);
    await page.close();
  }
  await context.close();
  assert.deepEqual(found, []);
});

test('without script the elder view, the folds and every page work', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 900 } });
  const page = await context.newPage();
  for (const { path } of types) {
    await open(page, path, server);
    assert.ok((await page.locator('main').innerText()).trim().length > 20, path);
    const size = () => page.locator('h1').first().evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
    const before = await size();
    if (path === '404.html') continue;
    await page.locator('a.views').click();
    assert.ok((await size()) > before * 1.2, `${path}: the elder switch does nothing`);
    const fold = await page.$('main details:not([open]) > summary');
    if (fold && (await fold.isVisible())) {
      await fold.click();
      assert.ok(await fold.evaluate((node) => node.parentElement.open), `${path}: a fold does not open`);
    }
  }
  await context.close();
});

test('without twins the elder view is a switch; languages lead to the same page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-'));
  mkdirSync(join(folder, 'content/a'), { recursive: true });
  writeFileSync(join(folder, 'content/portal.yaml'), 'title: 甲县公开\nlanguages: [zh-Hans, zh-Hant, en]\n');
  writeFileSync(join(folder, 'content/org.yaml'), 'name: 甲县\nlevel: county\n');
  writeFileSync(join(folder, 'content/a/org.yaml'), 'name: 乙镇\nlevel: township\n');
  const site = build(folder);
  for (const javaScriptEnabled of [false, true]) {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    await page.goto(fileUrl('a/index.html', site));
    const size = () => page.locator('h1').evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
    const before = await size();
    await page.locator('label[for="elder"]').click();
    assert.ok((await size()) > before * 1.2);
    await page.locator('label[for="elder"]').click();
    assert.equal(await size(), before);
    await page.getByRole('link', { name: 'English' }).click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await page.locator('h1').innerText(), '乙镇');
    await page.getByRole('link', { name: '繁體中文' }).click();
    assert.ok(page.url().endsWith('/zh-Hant/a/index.html'));
    await page.getByRole('link', { name: '简体中文' }).click();
    assert.equal(page.url(), fileUrl('a/index.html', site));
    await context.close();
  }
});

test('the elder view is remembered with script', async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  await page.goto(server.url('index.html'));
  await page.locator('a.views').click();
  await page.waitForURL('**/elder/index.html');
  await page.goto(server.url('about/guide.html'));
  await page.waitForURL('**/elder/about/guide.html');
  await page.locator('a.views').click();
  await page.waitForURL('**/path/about/guide.html');
  await context.close();
});

test('a village is found by name in three taps without script', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  await page.goto(fileUrl('index.html'));
  await page.locator('a[href="#find"]').first().click();
  const fold = page.locator('#find ~ * summary, section:has(#find) summary').first();
  await fold.click();
  const link = fold.locator('xpath=..').locator('a').nth(1);
  const name = await link.evaluate((node) => node.firstChild.textContent);
  await link.click();
  assert.equal((await page.locator('h1').innerText()).trim(), name.trim());
  await context.close();
});

test('from a folder the pages are the same as from a server under a path, and the policy holds', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const found = [];
  for (const { path } of types) {
    const page = await context.newPage();
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) found.push(`${path}: ${message.text()}`); });
    page.on('pageerror', (error) => found.push(`${path}: ${error.message}`));
    page.on('requestfailed', (request) => { if (request.failure().errorText !== 'net::ERR_ABORTED') found.push(`${path}: ${request.url()} ${request.failure().errorText}`); });
    page.on('request', (request) => { if (!/^(file:|data:|http:\/\/127\.0\.0\.1)/.test(request.url())) found.push(`${path}: asks ${request.url()}`); });
    const shown = () => page.evaluate(() => [document.body.innerText, getComputedStyle(document.body).color, document.documentElement.scrollHeight].join('\n'));
    await open(page, path, server);
    const folder = await shown();
    await page.goto(server.url(path));
    assert.equal(await shown(), folder, path);
    await page.close();
  }
  await context.close();
  assert.deepEqual(found, []);
});
