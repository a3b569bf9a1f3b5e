// Long tables: rows are found and sorted by a script that leaves the table as it was, folded rows open on a phone without
// one, and what is found is told.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileUrl, launch, pages, root } from './site.mjs';

const path = pages.find(({ path }) => /<table class="?[^>]*\blong\b/.test(readFileSync(join(root, path), 'utf8')))?.path;
const ROWS = 'table.long tbody tr:not(.grp)';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const open = async (options) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(fileUrl(path));
  return page;
};

test('the sample has a long table', () => assert.ok(path));

test('words find rows, how many is told, and an empty field shows all', async () => {
  for (const width of [390, 1280]) {
    const page = await open({ viewport: { width, height: 900 } });
    const all = await page.locator(ROWS).count();
    const word = (await page.locator(`${ROWS} th`).nth(7).innerText()).trim().split('\n')[0];
    await page.locator('.seek input').first().fill(word);
    const shown = await page.locator(`${ROWS}:visible`).count();
    assert.ok(shown > 0 && shown < all, `${shown} of ${all} at ${width} px`);
    await page.waitForFunction(() => document.querySelector('.seek [role=status]').textContent);
    const told = await page.locator('.seek [role=status]').first().innerText();
    assert.ok(told.includes(String(shown)) && told.includes(String(all)), told);
    assert.ok(await page.locator('.grp:visible').count() <= shown);
    await page.locator('.seek input').first().fill('');
    assert.equal(await page.locator(`${ROWS}:visible`).count(), all);
    await page.context().close();
  }
});

test('heads sort by value with the keyboard: up, down, and as it was', async () => {
  const page = await open({ viewport: { width: 1280, height: 900 } });
  const order = () => page.$$eval(ROWS, (rows) => rows.map((row) => row.id));
  const first = await order();
  const head = page.locator('table.long thead th.m').first();
  const at = await head.evaluate((node) => node.cellIndex);
  const numbers = () => page.$$eval(ROWS, (rows, at) => rows.map((row) => parseFloat(row.cells[at].textContent.replace(/,/g, ''))).filter((one) => !isNaN(one)), at);
  await head.locator('button').focus();
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  const up = await numbers();
  assert.deepEqual(up, [...up].sort((a, b) => a - b));
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  const down = await numbers();
  assert.deepEqual(down, [...down].sort((a, b) => b - a));
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), null);
  assert.deepEqual(await order(), first);
  await page.context().close();
});

test('on a phone without script a folded row opens at its own address', async () => {
  const page = await open({ viewport: { width: 390, height: 900 }, javaScriptEnabled: false });
  const row = page.locator(ROWS).nth(4);
  assert.equal(await row.locator('td:visible').count(), 2);
  await row.locator('.pin a').click();
  assert.ok(page.url().endsWith(`#${await row.getAttribute('id')}`));
  assert.ok(await row.locator('td:visible').count() > 4);
  await page.context().close();
});
