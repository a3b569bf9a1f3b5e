// On paper nothing is lost: pages print within A4 and A3, black on white, tables repeat their heads, and the address
// and the code of the unit stand on the sheet.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, serve, types } from './site.mjs';

// Width of the sheet between its margins at 96 dots an inch.
const SHEETS = { A4: Math.round(180 / 25.4 * 96), A3: Math.round(267 / 25.4 * 96) };

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
  for (const wanted of [address, '公示期', '收意见', '审核', '0872-']) assert.ok(sheet.text.includes(wanted), wanted);
  await page.context().close();
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
