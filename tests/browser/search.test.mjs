// Search finds, from a folder and from a server under a path, exactly what stands in its texts; by keyboard, on a
// telephone, in traditional script, and without script the page says how to browse.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { fileUrl, launch, open, root, serve } from './site.mjs';

let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all([browser.close(), server.close()]));

/** What a file of search gives. */
function value(name) {
  const found = {};
  new Function('gongkai_search', readFileSync(join(root, 'search', `${name}.js`), 'utf8'))((own, value) => { found[own] = value; });
  return found[name];
}
const core = value('core');
const records = [];
for (let number = 0; number * core.inTexts < core.count; number++) records.push(...value(`texts-${number}`).slice(1));

/** Addresses of the records whose title or text, or the name of whose unit, kind or section, has a word that begins with no letter or digit. */
function brute(word) {
  const column = (text) => {
    const all = [];
    let high = 0;
    for (const sign of text) {
      const code = sign.charCodeAt(0);
      if (code > 92) high = high * 32 + code - 93;
      else { all.push(high * 57 + code - 35); high = 0; }
    }
    return all;
  };
  const [unit, sort, section] = [column(core.unit), column(core.sort), column(core.section)];
  return records.filter((record, at) => record[0].includes(word) || record[3].includes(word)
    || core.units[unit[at]][3].includes(word) || core.sorts[sort[at]][1].includes(word) || core.sections[section[at]][1].includes(word))
    .map((record) => decodeURI(record[1])).sort();
}

/** Opens the page with a question and waits until it is answered. */
async function ask(page, url, query) {
  await page.goto(`${url('search/index.html')}?${new URLSearchParams(query)}`);
  await page.waitForFunction(() => /\d|没有|Nothing/.test(document.getElementById('count').textContent));
}

/** Addresses of all results, behind “ten more” too. */
async function answers(page) {
  const more = page.locator('#more');
  await page.waitForFunction(() => document.querySelector('#found li') || /没有/.test(document.getElementById('count').textContent));
  while (await more.isVisible()) {
    const before = await page.locator('#found li').count();
    await more.click();
    await page.waitForFunction((before) => document.querySelectorAll('#found li').length > before, before);
  }
  const links = await page.locator('#found a').evaluateAll((all) => all.map((node) => node.href));
  const base = new URL('..', page.url()).href;
  return links.map((link) => decodeURI(link).slice(decodeURI(base).length)).sort();
}

test('what is found is what stands there, from a folder and from a server', async () => {
  const context = await browser.newContext();
  const words = ['公示', '财务公开', '低保', '村民委员会', '自来水', '道路', '没有这样的话', '公示期', '石桥',
    // Days in digits, and what many records say, are found by grams of their own.
    '年7月10日', '2026年7月10日', '2026-07-10', '村务监督委员会主任', ...core.phrases.slice(0, 3)];
  for (let at = 3; words.length < 26; at += 7) {
    const text = records[at % records.length][at % 2 ? 3 : 0].split(/[\s0-9a-zA-Z,.（()“”：:]+/).filter((one) => one.length > 1);
    if (text.length) words.push(text[at % text.length].slice(0, 2 + at % 5));
  }
  for (const [at, word] of words.entries()) {
    const page = await context.newPage();
    await ask(page, at % 2 ? server.url : fileUrl, { q: word });
    assert.deepEqual(await answers(page), brute(word), word);
    await page.close();
  }
  await context.close();
});

test('the field of the home page and of a unit leads to results that are marked, by keyboard, on a telephone', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  for (const start of ['index.html', 'elder/index.html']) {
    await open(page, start, server);
    await page.locator('#q').focus();
    await page.keyboard.type('公示');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#found li mark');
    assert.ok(page.url().includes('search/index.html?q=%E5%85%AC%E7%A4%BA'), page.url());
    assert.equal(await page.locator('#q').inputValue(), '公示');
    assert.match(await page.locator('#count').innerText(), /找到 \d+ 件/);
    assert.match(await page.title(), /^公示 - /);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');
    const href = await page.locator('#found a').first().evaluate((node) => node.href);
    assert.equal(href.includes('/elder/'), start.startsWith('elder'), 'results stay in their tree');
    await page.locator('#more').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('#found li').length > 10);
    assert.equal(await page.evaluate(() => [...document.querySelectorAll('#found a')].indexOf(document.activeElement)), 10);
    await page.locator('#found a').first().click();
    await page.waitForSelector('h1');
  }
  await context.close();
});

test('traditional script finds simplified, and the table is loaded only then', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url().split('/').pop()));
  await ask(page, fileUrl, { q: '财务公开' });
  const plain = await answers(page);
  assert.ok(plain.length > 0 && !asked.includes('signs.js'));
  await ask(page, fileUrl, { q: '財務公開' });
  assert.deepEqual(await answers(page), plain);
  assert.ok(asked.includes('signs.js'));
  await context.close();
});

test('units with what is below them, kinds, years and states narrow what is found', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const unit = core.units.find(([above, path]) => path.includes('/'))[1].split('/')[0];
  await ask(page, fileUrl, { q: '公示', unit });
  const found = await answers(page);
  assert.ok(found.length > 0 && found.every((address) => address.startsWith(`${unit}/`)), unit);
  assert.equal(await page.locator('select[name=unit]').inputValue(), unit);
  await ask(page, fileUrl, { q: '', state: 'corrected' });
  assert.ok((await answers(page)).length > 0);
  await ask(page, fileUrl, { q: '', year: '2026' });
  assert.ok((await answers(page)).length > 0);
  await context.close();
});

test('without script the page says how to browse', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  await page.goto(fileUrl('index.html'));
  await page.locator('#q').fill('公示');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search/index.html*');
  assert.match(await page.locator('main').innerText(), /没有开脚本/);
  assert.ok(await page.locator('#browse a').count() > 5);
  await context.close();
});
