// A plan of 50,000 nodes, answered by the test in place of the server: few rows in the page, and every key still works.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { eventually, newPage, open, startBrowser, startServer } from './harness.mjs';

const COUNT = 50_000;
const ID = 'p-ffffffffffff';
const head = { id: ID, title: '五萬節點', state: 'published', edition: 1, proofread: false, counts: { nodes: COUNT, indicators: 0, targets: 0, budgets: 0, facts: 0, findings: 0, agencies: 1 }, kinds: [], documents: [], period: { start: '2021-01', end: '2024-12' } };

function outline() {
  const rows = Array.from({ length: COUNT }, (_, i) => i);
  const parent = rows.map((i) => (i % 500 === 0 ? -1 : i % 20 === 0 ? i - (i % 500) : i - (i % 20)));
  return { count: COUNT, id: rows.map((i) => `n/${i}`), parent, kind: rows.map(() => 0), kinds: ['措施'], label: rows.map((i) => `${i}`), title: rows.map((i) => `項目${i}號`), lead: rows.map(() => ['計畫處']), co: rows.map(() => []), start: rows.map((i) => `20${21 + (i % 4)}-Q${1 + (i % 4)}`), end: rows.map(() => '2024'), indicators: rows.map(() => 0), findings: rows.map(() => 0) };
}

// There are rows, and no more than what is in sight and a little.
const fewRows = (page, what) => eventually(async () => {
  const count = await page.locator(what).count();
  assert.ok(count > 5 && count < 120, `${count} rows are drawn`);
});

let server, browser, page;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
  ({ page } = await newPage(browser, server.url));
  const answer = (body) => (route) => route.fulfill({ contentType: 'application/json', body: JSON.stringify(body) });
  await page.route(`**/api/plans/${ID}`, answer(head));
  await page.route(`**/api/plans/${ID}/outline`, answer(outline()));
});
after(async () => { await browser?.close(); await server?.stop(); });

it('tree', async () => {
  await open(page, `/plans/${ID}`);
  const grid = page.getByRole('treegrid');
  await page.getByRole('button', { name: '展開層級' }).click();
  await page.getByRole('option', { name: '展開到第 3 層' }).click();
  await page.waitForFunction((n) => document.querySelector('[role=treegrid]').getAttribute('aria-rowcount') === String(n), COUNT + 1);
  await fewRows(page, '.tree-row');
  await grid.focus();
  await page.keyboard.press('End');
  await page.getByText('項目49999號').waitFor();
  await fewRows(page, '.tree-row');
  await page.keyboard.press('Home');
  await page.locator('.tree-row', { hasText: /^0項目0號/ }).waitFor();
  await page.getByRole('searchbox', { name: '在樹中尋找' }).fill('項目43210號');
  await page.locator('.tree-lit').waitFor();
  await page.getByText('第 1／1').waitFor();
});

it('table and schedule', async () => {
  await open(page, `/plans/${ID}/table`);
  await fewRows(page, 'tbody tr');
  const sorted = (how) => eventually(async () => assert.equal(await page.getByRole('columnheader', { name: '編號' }).getAttribute('aria-sort'), how));
  await page.getByRole('button', { name: '編號' }).click();
  await sorted('ascending');
  await page.getByRole('button', { name: '編號' }).click();
  await sorted('descending');
  await page.getByRole('link', { name: '項目49999號' }).waitFor();
  await open(page, `/plans/${ID}/schedule`);
  await fewRows(page, '.gantt-row');
});
