// What a reader over sixty with a cheap phone meets first: whom to call, what is open, where the own village is; words
// instead of signs; a view for elders that shows the essentials; days that are those of the portal.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, fileUrl, launch, pages, root, types } from './site.mjs';

const PHONE = { width: 390, height: 844 };
const own = pages.filter(({ path }) => !path.startsWith('elder/'));
const orgs = pages.filter(({ path }) => path.startsWith('data/') || path.endsWith('index.html')).map(({ path }) => path);

/** Pages of villages: the units that have the board of a village. */
const villages = orgs.filter((path) => {
  const data = join(root, 'data', path.replace(/index\.html$/, 'data.json'));
  try { return JSON.parse(readFileSync(data, 'utf8')).level === 'village'; } catch { return false; }
});

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('on a phone a village tells whom to call and what is open within two screens', async () => {
  assert.ok(villages.length > 5, `${villages.length} villages`);
  const page = await browser.newPage({ viewport: PHONE });
  const found = [];
  for (const tree of ['', 'elder/']) {
    for (const path of villages) {
      await page.goto(fileUrl(tree + path));
      const [contact, open] = await page.evaluate(() => ['#contact ~ ul .tel', '#windows']
        .map((what) => document.querySelector(what))
        .map((node) => node && (node.getBoundingClientRect().bottom + scrollY) / 844));
      // Who keeps no telephone is in the block all the same; the view for elders has larger type.
      const most = tree ? 3 : 2;
      if (contact === null || contact > most) found.push(`${tree}${path}: the telephone is at screen ${contact}`);
      if (open !== null && open > most) found.push(`${tree}${path}: what is open is at screen ${open}`);
    }
  }
  await page.close();
  assert.deepEqual(found, []);
});

test('on a phone the home page asks for the village within the first screen', async () => {
  const page = await browser.newPage({ viewport: PHONE });
  await page.goto(fileUrl('index.html'));
  const first = await page.locator('section:has(#find) summary').first().evaluate((node) => node.getBoundingClientRect().bottom);
  assert.ok(first <= 844, `the first township ends at ${first} px`);
  await page.close();
});

test('a mistake on a page of a village is told to the village, not to the inspectors', async () => {
  const page = await browser.newPage({ viewport: PHONE });
  for (const village of villages.slice(0, 4)) {
    await page.goto(fileUrl(village));
    const phones = await page.locator('.call .tel').allInnerTexts();
    const record = await page.locator('#records ~ .rows a, #records ~ ol a').first().getAttribute('href');
    await page.goto(new URL(record, page.url()).href);
    const link = await page.locator('.foot a[href="#mend"]').count();
    assert.equal(link, 1, page.url());
    const asked = await page.locator('.ask .tel').allInnerTexts();
    assert.ok(phones.includes(asked[0]) || phones.includes(asked[1]), `${page.url()}: ${asked} without ${phones}`);
    assert.equal((await page.locator('#mend .tel').innerText()), asked[0]);
  }
  await page.close();
});

test('with every fold open no row of a table is hidden on a desk', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  const found = [];
  for (const { path } of types) {
    await page.goto(fileUrl(path));
    const hidden = await page.evaluate(() => {
      document.querySelectorAll('details').forEach((node) => { node.open = true; });
      return [...document.querySelectorAll('main tr')]
        .filter((row) => row.textContent.trim() && !row.closest('[hidden], .vh, template') && row.getBoundingClientRect().height === 0)
        .map((row) => row.textContent.trim().replace(/\s+/g, ' ').slice(0, 40));
    });
    if (hidden.length) found.push(`${path}: ${hidden.length} rows, the first ${hidden[0]}`);
  }
  await page.close();
  assert.deepEqual(found, []);
});

test('states are words: no sign stands alone', async () => {
  const page = await browser.newPage({ viewport: PHONE });
  const found = [];
  for (const { name, path } of types) {
    if (path === '404.html') continue;
    await page.goto(fileUrl(path));
    const alone = await page.evaluate(() => [...document.querySelectorAll('.zi')].filter((node) => {
      if (node.textContent.trim().length > 1) return false;
      if (node.getAttribute('aria-hidden') !== 'true') return true;
      // An ornament stands beside its words.
      return node.parentElement.textContent.trim().length < 4;
    }).map((node) => node.parentElement.textContent.trim().slice(0, 30)));
    found.push(...alone.map((text) => `${name} (${path}): ${text}`));
  }
  await page.close();
  assert.deepEqual(found, []);
});

test('no key, back-tick or name of a source file stands in prose', () => {
  const found = [];
  for (const { path } of own) {
    if (path.startsWith('about/') || path.startsWith('data/')) continue;
    const [main = ''] = /<main[\s\S]*<\/main>/.exec(readFileSync(join(root, path), 'utf8')) ?? [];
    const text = main.replace(/<(code|pre|script)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ');
    const [slip] = /.{0,30}(?:`|\.(?:yaml|yml|md)\b).{0,30}/.exec(text) ?? [];
    if (slip) found.push(`${path}: ${slip}`);
  }
  assert.deepEqual(found.slice(0, 20), [], `${found.length} findings`);
});

test('laws are written with the marks of titles', () => {
  const found = new Set();
  for (const { path } of own) {
    const [, list = ''] = /id="?basis"?[\s\S]*?<ul[^>]*>([\s\S]*?)<\/ul>/.exec(readFileSync(join(root, path), 'utf8')) ?? [];
    for (const [, one] of list.matchAll(/<li>([\s\S]*?)<\/li>/g)) {
      const text = one.replace(/<[^>]+>/g, '');
      if (!/《.+》/.test(text)) found.add(text);
    }
  }
  assert.deepEqual([...found], []);
});

test('a board is one stop of the tab key, and its arrows reach every link', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const boards = own.map(({ path }) => path).filter((path) => path.startsWith('coverage/') && /class="?board/.test(readFileSync(join(root, path), 'utf8')));
  assert.ok(boards.length > 1);
  for (const path of boards) {
    await page.goto(fileUrl(path));
    const links = page.locator('table.board a');
    const count = await links.count();
    assert.equal(await page.locator('table.board a:not([tabindex="-1"])').count(), 1, path);
    const reached = new Set();
    const here = () => page.evaluate(() => document.activeElement.getAttribute('href'));
    await page.locator('table.board a:not([tabindex="-1"])').focus();
    reached.add(await here());
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown']) {
      for (let step = 0; step < count + 2; step++) {
        await page.keyboard.press(key);
        reached.add(await here());
      }
    }
    const all = new Set(await links.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href'))));
    assert.deepEqual([...all].filter((href) => !reached.has(href)), [], path);
  }
  await page.close();
});

test('the view for elders shows the essentials, and everything when asked, also without script', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
  const page = await context.newPage();
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  for (const { name, path } of types) {
    if (path === '404.html') continue;
    await page.goto(fileUrl(`elder/${path}`));
    const label = page.locator('label.whole');
    if (await label.count() === 0) continue;
    const brief = await height();
    assert.ok(!(await page.locator('.all').isVisible()), `${name}: everything is shown at once`);
    assert.ok(await page.locator('.ask').isVisible(), `${name}: whom to ask`);
    const [ask, button] = await Promise.all(['.ask', 'label.whole'].map((what) => page.locator(what).boundingBox()));
    assert.ok(ask.y < button.y, `${name}: whom to ask comes before the rest`);
    await label.click();
    assert.ok(await page.locator('.all').isVisible(), `${name}: nothing opens`);
    assert.ok((await height()) > brief, name);
    if (/^(home|org-village|record-finance|record-meeting)$/.test(name)) assert.ok(brief <= (await height()) / 2, `${name}: ${brief} px`);
    await page.goto(fileUrl(path));
    assert.ok(!(await page.locator('label.whole').isVisible()) && (await page.locator('.all').isVisible()), `${name}: the ordinary view`);
  }
  await context.close();
});

/** A portal whose notice hangs from 20 to 26 November, with nothing that stands still. */
function village() {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-'));
  mkdirSync(join(folder, 'content/2026'), { recursive: true });
  writeFileSync(join(folder, 'content/portal.yaml'), 'title: 甲村公开\ntime-zone: Asia/Shanghai\n');
  writeFileSync(join(folder, 'content/org.yaml'), 'name: 甲村\nlevel: village\n');
  writeFileSync(join(folder, 'content/2026/2026-11-19-notice.yaml'),
    'kind: notice\ntitle: 修路公告\nwindow: {days: 7, objections: {name: 村务监督委员会, phone: "0872-0000202"}}\n');
  return build(folder);
}

test('days left are those of the portal, wherever its page is read', async () => {
  const site = village();
  const told = new Set();
  for (const timezoneId of ['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
    const context = await browser.newContext({ timezoneId });
    const page = await context.newPage();
    // In Shanghai the 25th has begun, in Los Angeles it is still the 24th.
    await page.clock.setFixedTime('2026-11-24T17:30:00Z');
    await page.goto(fileUrl('index.html', site));
    told.add(await page.locator('.run .left').innerText());
    await page.clock.setFixedTime('2026-11-26T17:30:00Z');
    await page.goto(fileUrl('2026/2026-11-19-notice.html', site));
    assert.match(await page.locator('.win h2').innerText(), /^已结束（11月26日）$/, timezoneId);
    await context.close();
  }
  assert.deepEqual([...told], ['还有 2 天']);
});

test('what is new since the last visit is marked, and the day of the visit leaves the device never', async () => {
  const site = village();
  const context = await browser.newContext({ timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => { if (!request.url().startsWith('file:')) asked.push(request.url()); });
  const marks = async (day) => {
    await page.clock.setFixedTime(`${day}T04:00:00Z`);
    await page.goto(fileUrl('index.html', site));
    return page.locator('.zi.fresh').allInnerTexts();
  };
  assert.deepEqual(await marks('2026-11-10'), [], 'nothing on the first visit');
  assert.deepEqual(await marks('2026-11-20'), ['新公开']);
  assert.deepEqual(await marks('2026-11-20'), ['新公开'], 'the same all day');
  assert.deepEqual(await marks('2026-11-22'), []);
  assert.deepEqual(asked, []);
  await context.close();
});
