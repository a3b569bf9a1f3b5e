// Every page type × light, dark, more contrast, forced colours, elder view × phone to desk, with every fold open: no finding
// of axe, nothing that scrolls sideways or is cut, no word one sign a line; 320 px are a desk at 400 %. In the elder view no text under 24 px and no target under 60 px.
//
// With `QUICK` set, axe looks at one phone and one desk, and where only colours differ at one phone; what depends on the
// width alone is measured at every width all the same.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launch, open, serve, speakWith, types } from './site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [320, 360, 390, 768, 1280];
const LOOKS = {
  light: { colorScheme: 'light', quick: [390, 1280] },
  dark: { colorScheme: 'dark' },
  contrast: { colorScheme: 'light', contrast: 'more' },
  'dark contrast': { colorScheme: 'dark', contrast: 'more' },
  forced: { forcedColors: 'active' },
  elder: { colorScheme: 'light', isElder: true, quick: [390, 1280] },
  'elder dark': { colorScheme: 'dark', isElder: true },
};

let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all([browser.close(), server.close()]));

for (const [look, { isElder, quick = [390], ...options }] of Object.entries(LOOKS)) {
  const inspected = process.env.QUICK ? quick : WIDTHS;
  test(`${look}: ${types.length} page types at ${WIDTHS.join(', ')} px, with axe at ${inspected.join(', ')} px`, async () => {
    const context = await browser.newContext({ ...options, viewport: { width: 1280, height: 900 }, bypassCSP: true });
    // With a voice, so that the button for reading aloud is there to be looked at.
    if (isElder) await context.addInitScript(speakWith, [{ lang: 'zh-CN', default: true }]);
    const found = [];
    for (const { name, path } of types) {
      if (isElder && path === '404.html') continue;
      const page = await context.newPage();
      await open(page, isElder ? `elder/${path}` : path, server);
      await page.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) fold.open = true;
        for (const fold of document.querySelectorAll('#whole')) fold.checked = true;
      });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const at = `${name} (${path}) at ${width} px: `;
        const wide = await page.evaluate(sideways);
        if (wide.length) found.push(`${at}scrolls sideways: ${wide.join('; ')}`);
        found.push(...(await page.evaluate(cut)).map((one) => at + one), ...(await page.evaluate(thin)).map((one) => at + one));
        if (isElder) found.push(...(await page.evaluate(tooSmall)).map((one) => at + one));
        if (!inspected.includes(width)) continue;
        if (await page.evaluate(() => !window.axe)) await page.evaluate(axe);
        // The elder switch stands before everything that it changes, hence outside the landmarks.
        const { violations } = await page.evaluate(() => axe.run({ exclude: '#elder' }, { resultTypes: ['violations'] }));
        found.push(...violations.map(({ id, nodes }) => `${at}${id}: ${nodes.length} × ${nodes[0].html.slice(0, 160)} ${nodes[0].any[0]?.message ?? ''}`));
      }
      await page.close();
    }
    await context.close();
    assert.deepEqual(found, []);
  });
}

/** What makes the page wider than the screen, outermost first. */
function sideways() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((node) => node.getBoundingClientRect().right > clientWidth + 1);
  return [`${scrollWidth} > ${clientWidth}`, ...wide.slice(0, 3).map((node) => `${node.tagName}.${node.className}`)];
}

/** Boxes that hide a part of what is in them; code may scroll. */
function cut() {
  const all = [...document.querySelectorAll('.page *')].filter((node) => node.clientWidth > 1 && node.scrollWidth > node.clientWidth + 1
    && getComputedStyle(node).overflowX !== 'visible' && !node.closest('svg, pre, .vh, .skip, input') && node.checkVisibility());
  return all.map((node) => `${node.tagName}.${node.className} is cut: ${node.scrollWidth} > ${node.clientWidth}`).slice(0, 3);
}

/** Words that stand one or two signs a line. */
function thin() {
  const found = new Set();
  const walker = document.createTreeWalker(document.querySelector('.page'), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (text.length < 3 || node.closest('svg, .vh, .skip, script, style') || !node.checkVisibility({ visibilityProperty: true })) continue;
    if (getComputedStyle(node.closest('thead') ?? node).clipPath !== 'none' || getComputedStyle(node).writingMode !== 'horizontal-tb') continue;
    range.selectNodeContents(walker.currentNode);
    const lines = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top))).size;
    if (lines > 2 && text.length / lines < 2.5) found.add(`${node.tagName}.${node.className} has ${lines} lines for ${text.slice(0, 16)}`);
  }
  return [...found].slice(0, 3);
}

/** Text under 24 px and targets under 60 px that a reader sees. */
function tooSmall() {
  const seen = (node) => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && node.checkVisibility({ visibilityProperty: true }) && !node.closest('.vh, .skip');
  };
  const small = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || node.closest('svg, script, style, title') || !seen(node)) continue;
    const size = parseFloat(getComputedStyle(node).fontSize);
    if (size < 24) small.push(`text of ${size} px: ${node.tagName}.${node.className} ${walker.currentNode.data.trim().slice(0, 20)}`);
  }
  for (const node of document.querySelectorAll('a[href], button, summary, label, select, input:not(.vh)')) {
    // A link within a sentence is as tall as its line (WCAG 2.5.8, exception "inline").
    if (!seen(node) || (getComputedStyle(node).display === 'inline' && node.closest('.prose, p, td, dd, li'))) continue;
    const { height } = node.getBoundingClientRect();
    if (height < 59.5) small.push(`target of ${Math.round(height)} px: ${node.tagName}.${node.className} ${node.textContent.trim().slice(0, 20)}`);
  }
  return [...new Set(small)].slice(0, 5);
}
