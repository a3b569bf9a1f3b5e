// On paper nothing is lost: pages print within A4 and A3, black on white, tables repeat their heads, and the address
// and the code of the unit stand on the sheet.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, open, pages, root, serve, types } from './site.mjs';

// Width of the sheet between its margins at 96 dots an inch.
const SHEETS = { A4: Math.round(180 / 25.4 * 96), A3: Math.round(267 / 25.4 * 96) };

// The same of a sheet that lies across.
const ACROSS = { A4: Math.round(267 / 25.4 * 96), A3: Math.round(390 / 25.4 * 96) };

let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all([browser.close(), server.close()]));

for (const [format, width] of Object.entries(SHEETS)) {
  test(`${types.length} page types print on ${format}`, async () => {
    const context = await browser.newContext({ viewport: { width, height: 1000 }, colorScheme: 'dark' });
    const found = [];
    for (const { name, path } of types) {
      const page = await context.newPage();
      await open(page, path, server);
      await page.emulateMedia({ media: 'print' });
      if (await page.evaluate(() => getComputedStyle(document.body).page) === 'across') await page.setViewportSize({ width: ACROSS[format], height: 700 });
      const at = `${name} (${path}): `;
      found.push(...(await page.evaluate(onPaper)).map((one) => at + one));
      const pdf = await page.pdf({ format, preferCSSPageSize: false, printBackground: false });
      assert.ok(pdf.length > 5000, `${at}empty sheet`);
      await page.close();
    }
    await context.close();
    assert.deepEqual(found, []);
  });
}

test('a notice prints as a sheet for the board: days, who signs, whom to ask, code, address, place for the seal', async () => {
  const { path } = types.find(({ name }) => name === 'record-notice');
  const page = await browser.newPage({ viewport: { width: SHEETS.A4, height: 1000 } });
  await open(page, path, server);
  const address = await page.locator('link[rel=canonical]').getAttribute('href');
  await page.emulateMedia({ media: 'print' });
  const sheet = await page.evaluate(() => {
    const foot = document.querySelector('.foot .wrap');
    const middle = (node) => { const { left, right } = node.getBoundingClientRect(); return (left + right) / 2; };
    return {
      text: document.body.innerText,
      heading: Math.abs(middle(document.querySelector('.head')) - innerWidth / 2),
      align: getComputedStyle(document.querySelector('.head')).textAlign,
      code: document.querySelector('.foot .code').getBoundingClientRect().width,
      seal: getComputedStyle(foot, '::after').content,
      today: document.querySelector('.win .state').checkVisibility(),
    };
  });
  assert.ok(sheet.heading < 2 && sheet.align === 'center', 'the title stands in the middle');
  assert.ok(sheet.code > 100, 'the code is large enough to scan');
  assert.equal(sheet.seal, '"盖章处"');
  assert.ok(!sheet.today, 'what is true today only is not printed');
  for (const wanted of [address, '公示期', '受理意见', '审核', '0872-']) assert.ok(sheet.text.includes(wanted), wanted);
  await page.context().close();
});

test('registers of many columns lie across the sheet and repeat their heads, others stand', async () => {
  const across = async (path) => {
    const page = await browser.newPage();
    await open(page, path, server);
    const [, width, height] = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1').match(/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/);
    await page.close();
    return Number(width) > Number(height);
  };
  const wide = pages.find(({ path }) => /<table class="?[^>]*\bwide\b/.test(readFileSync(join(root, path), 'utf8')));
  assert.ok(await across(wide.path), wide.path);
  const plain = pages.find(({ path }) => /2026-.*notice/.test(path) && !/\b(wide|flow|board)\b/.test(readFileSync(join(root, path), 'utf8')));
  assert.ok(!await across(plain.path), plain.path);
});

test('a record for the board prints the code of its own page', async () => {
  const { path } = types.find(({ name }) => name === 'record-notice');
  const page = await browser.newPage();
  await open(page, path, server);
  assert.ok((await page.locator('.foot .code').getAttribute('src')).endsWith('.qr.svg'));
  assert.equal(await page.locator('.foot .code').getAttribute('alt'), '本页二维码');
  await page.close();
});

/** What would be cut, grey, or missing on the sheet. */
function onPaper() {
  const found = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth + 1) found.push(`${scrollWidth} px of content on ${clientWidth} px of paper`);
  for (const node of document.querySelectorAll('main *')) {
    const style = getComputedStyle(node);
    if (/(auto|scroll|hidden)/.test(style.overflowX) && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1 && !node.closest('svg, .vh')) {
      found.push(`${node.tagName}.${node.className} is cut: ${node.scrollWidth} > ${node.clientWidth}`);
    }
  }
  for (const table of document.querySelectorAll('main .scroll table')) {
    const small = [...table.querySelectorAll('th, td')].find((cell) => cell.innerText?.trim() && parseFloat(getComputedStyle(cell).fontSize) < 11.9);
    if (small) found.push(`text under 9 pt in a table: ${small.textContent.trim().slice(0, 20)}`);
  }
  for (const heading of document.querySelectorAll('main :is(h2, h3), caption')) {
    if (heading.checkVisibility() && getComputedStyle(heading).breakAfter !== 'avoid') found.push(`may stand alone at the foot: ${heading.textContent}`);
  }
  for (const row of document.querySelectorAll('.sign')) {
    if (getComputedStyle(row).breakInside !== 'avoid') found.push('signatures may be parted');
  }
  const body = getComputedStyle(document.body);
  if (body.color !== 'rgb(0, 0, 0)') found.push(`text is ${body.color}`);
  if (!/rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\)/.test(body.backgroundColor)) found.push(`ground is ${body.backgroundColor}`);
  for (const nav of document.querySelectorAll('.nav, .crumbs, .pn, .noprint')) {
    if (nav.checkVisibility()) found.push(`${nav.className} is printed`);
  }
  for (const table of document.querySelectorAll('main table')) {
    const head = table.tHead;
    if (head && head.checkVisibility() && getComputedStyle(head).display !== 'table-header-group') found.push(`a table head does not repeat: ${table.caption?.textContent}`);
  }
  const address = document.querySelector('link[rel=canonical]')?.href;
  if (address && !document.body.innerText.replace(/\s/g, '').includes(decodeURI(address)) && !document.body.innerText.includes(address)) found.push('the address is not on the sheet');
  return [...new Set(found)].slice(0, 5);
}
