// What a reader does: goes from plans to a node to its source, finds, filters, turns back time, with the keyboard alone.
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { arrived, closePages, eventually, newPage, open, segments, settled, startBrowser, startServer, things } from './harness.mjs';

let server, browser, thing;
before(async () => { server = await startServer(); browser = await startBrowser(); thing = await things(server); });
afterEach(closePages);
after(async () => { await browser?.close(); await server?.stop(); });

const focusRow = (page) => page.evaluate(() => {
  const grid = document.querySelector('[role=treegrid]');
  const row = document.getElementById(grid.getAttribute('aria-activedescendant'));
  return row && { index: Number(row.getAttribute('aria-rowindex')), level: Number(row.getAttribute('aria-level')), open: row.getAttribute('aria-expanded'), text: row.textContent };
});
// Waits for the row with the focus to be as told, and gives it.
const focused = (page, like) => eventually(async () => {
  const row = await focusRow(page);
  assert.ok(row, 'a row has the focus');
  for (const [key, value] of Object.entries(like)) assert.equal(row[key], value, key);
  return row;
});
// Waits for the focus to be on an element with this id or class.
const focusOn = (page, key, value) => eventually(async () => assert.equal(await page.evaluate((key) => document.activeElement[key], key), value));

it('start page to plan to node, and the very lines are lit', async () => {
  const { page, faults } = await newPage(browser, server.url);
  await open(page, '/');
  await page.getByRole('link', { name: thing.plan.title, exact: true }).first().click();
  await arrived(page, /\/plans\//);
  await eventually(async () => assert.equal(await page.locator('h1').textContent(), thing.plan.title));
  await page.getByText('未經校對').first().waitFor();
  await open(page, `/plans/${thing.plan.id}/nodes/${segments(thing.node)}`);
  const lit = page.locator('.source .lit, .source .cell-lit').first();
  await lit.waitFor();
  const { node } = await (await fetch(`${server.url}/api/plans/${thing.plan.id}/nodes/${segments(thing.node)}`)).json();
  const place = [node.source].flat()[0];
  if (place.lines && !place.page) {
    const { lines } = await (await fetch(`${server.url}/api/documents/${place.document}/lines?from=${place.lines[0]}&to=${place.lines[0]}`)).json();
    await eventually(async () => {
      assert.equal(Number(await lit.locator('.line-number').textContent()), place.lines[0]);
      assert.equal((await lit.locator('.line-text').textContent()).trim(), lines[0].trim());
    });
  }
  await eventually(async () => {
    const box = await page.locator('.source .paper').boundingBox();
    const at = await lit.boundingBox();
    assert.ok(at.y >= box.y - 1 && at.y < box.y + box.height, 'the lit line is in sight');
  });
  assert.deepEqual(faults, []);
});

it('the tree by keyboard', async () => {
  const { page } = await newPage(browser, server.url);
  await open(page, `/plans/${thing.plan.id}`);
  const grid = page.getByRole('treegrid');
  await grid.focus();
  await page.keyboard.press('Home');
  const first = await focused(page, { index: 2 });
  if (first.open === 'false') await page.keyboard.press('ArrowRight');
  if (first.open !== null) {
    await focused(page, { open: 'true' });
    await page.keyboard.press('ArrowRight');
    const second = await focused(page, { level: 2 });
    // Left closes an open row first, then goes to the parent.
    if (second.open === 'true') {
      await page.keyboard.press('ArrowLeft');
      await focused(page, { level: 2, open: 'false' });
    }
    await page.keyboard.press('ArrowLeft');
    await focused(page, { level: 1 });
    await page.keyboard.press('ArrowLeft');
    await focused(page, { level: 1, open: 'false' });
  }
  const rows = Number(await grid.getAttribute('aria-rowcount'));
  await page.keyboard.press('End');
  const last = await focused(page, { index: rows });
  await page.keyboard.press('Enter');
  await arrived(page, /\/nodes\//);
  await page.goBack();
  await settled(page);
  await eventually(async () => assert.deepEqual(await focusRow(page), last, 'the tree is found as it was left'));
});

it('find in the tree goes round and opens what hides a match', async () => {
  const { page } = await newPage(browser, server.url);
  await open(page, `/plans/${thing.plan.id}`);
  const title = thing.outline.title.at(-1);
  const find = page.getByRole('searchbox', { name: '在樹中尋找' });
  await find.fill(title);
  await eventually(async () => assert.ok((await focusRow(page)).text.normalize('NFKC').includes(title.normalize('NFKC').slice(0, 6))));
  await find.press('Enter');
  await page.getByRole('button', { name: '前一個符合' }).click();
  await page.locator('.tree-lit').first().waitFor();
  await find.fill('沒有這個詞的');
  await page.getByText('沒有符合').waitFor();
});

it('table: sort, filter, columns and CSV of what is shown', async () => {
  const { page } = await newPage(browser, server.url, { acceptDownloads: true });
  await open(page, `/plans/${thing.plan.id}/table`);
  await page.getByRole('button', { name: '編號' }).click();
  await eventually(async () => assert.equal(await page.getByRole('columnheader', { name: '編號' }).getAttribute('aria-sort'), 'ascending'));
  await page.getByRole('button', { name: '篩選' }).click();
  const word = thing.outline.title[0].slice(0, 2);
  await page.getByRole('searchbox', { name: '篩選項目' }).fill(word);
  const count = thing.outline.title.filter((t) => t.includes(word)).length;
  await page.waitForFunction((n) => document.querySelector('.toolbar-count').textContent.includes(String(n)), count);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
  const stream = await file.createReadStream();
  let text = '';
  for await (const chunk of stream) text += chunk;
  assert.ok(text.startsWith('\uFEFF項目,'));
  assert.equal(text.trimEnd().split('\r\n').length, count + 1);
  await page.getByRole('button', { name: '欄位' }).click();
  await page.getByRole('menuitemcheckbox', { name: '節點代碼' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: '節點代碼' }).waitFor();
});

it('schedule: ROC years, a row opens its node, and a table says the same', async () => {
  const { page } = await newPage(browser, server.url);
  await open(page, `/plans/${thing.plan.id}/schedule`);
  await page.locator('.gantt-year').or(page.getByText('沒有期程')).first().waitFor();
  if (await page.getByText('沒有期程').count()) return;
  await eventually(async () => assert.match(await page.locator('.gantt-year').first().textContent(), /^\d+年$/));
  await page.getByRole('radio', { name: '表' }).or(page.getByRole('button', { name: '表', exact: true })).first().click();
  await page.getByRole('columnheader', { name: '起' }).waitFor();
});

it('search: hits in context, facets, the keyboard, and help', async () => {
  const { page, faults } = await newPage(browser, server.url);
  await open(page, '/search');
  await page.getByText('查詢寫法').waitFor();
  const word = thing.outline.title.at(-1).replace(/^[^\p{Script=Han}]+/u, '').slice(0, 2);
  await page.getByRole('searchbox', { name: '搜尋計畫、機關與文件' }).fill(word);
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=/);
  await page.locator('.hit').first().waitFor();
  await page.locator('.hit mark').first().waitFor(); // hits show where they hit
  await page.locator('.hit-title a').first().focus();
  await page.keyboard.press('j');
  if (await page.locator('.hit').count() > 1) await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.closest('li') === document.querySelectorAll('.hit')[1]), true));
  await page.locator('.facet-value').first().click();
  await page.waitForURL(/(type|plan|kind)=/);
  assert.deepEqual(faults, []);
});

it('a document at ?lines= is lit, and a line number gives a link', async () => {
  const { page } = await newPage(browser, server.url);
  const { lines } = thing.plan.documents[0];
  if (!lines) return;
  const n = Math.max(2, Math.floor(lines * 0.7));
  await open(page, `/documents/${thing.document}?lines=${n}-${n + 1}`);
  await page.locator('.lit').first().waitFor();
  await eventually(async () => assert.deepEqual(await page.locator('.lit .line-number').allTextContents(), [String(n), String(n + 1)]));
  // A line beside them: which lines are drawn further off changes as the page scrolls.
  await page.getByRole('button', { name: String(n - 1), exact: true }).click();
  await page.waitForURL(new RegExp(`lines=${n - 1}$`));
  await eventually(async () => assert.deepEqual(await page.locator('.lit .line-number').allTextContents(), [String(n - 1)]));
});

it('the date in the header goes with every link, and a banner says so', async () => {
  const { page } = await newPage(browser, server.url);
  await open(page, `/?as_of=2999-01-01`);
  await page.locator('.banner').waitFor();
  await eventually(async () => assert.match(await page.locator('.banner').textContent(), /民國1088年1月1日/));
  await page.getByRole('navigation', { name: '主要選單' }).getByRole('link', { name: '機關' }).click();
  await arrived(page, /\/agencies\?.*as_of=2999-01-01/);
  await page.locator('.banner').getByRole('button', { name: '回到今天' }).click();
  await page.waitForURL((url) => !url.searchParams.has('as_of'));
  await page.getByRole('button', { name: /選擇日期/ }).click();
  await page.getByRole('dialog').getByText('當時所知').waitFor();
});

it('the language switch is kept, dates follow it', async () => {
  const { page } = await newPage(browser, server.url);
  await open(page, `/plans/${thing.plan.id}`);
  await page.getByRole('button', { name: 'English' }).click();
  await eventually(async () => assert.equal(await page.evaluate(() => document.documentElement.lang), 'en'));
  await page.getByRole('link', { name: 'Schedule', exact: true }).click();
  await arrived(page, /\/schedule/);
  await page.reload();
  await settled(page);
  await page.getByRole('button', { name: '中文' }).waitFor();
  if (await page.locator('.gantt-year').count()) await eventually(async () => assert.match(await page.locator('.gantt-year').first().textContent(), /^(19|20)\d\d$/));
});

it('skip link, and focus goes to the content of a new page', async () => {
  const { page } = await newPage(browser, server.url);
  await open(page, '/');
  await page.keyboard.press('Tab');
  await focusOn(page, 'className', 'skip');
  await page.keyboard.press('Enter');
  await focusOn(page, 'id', 'main');
  await page.getByRole('navigation', { name: '主要選單' }).getByRole('link', { name: '文件' }).click();
  await arrived(page, /\/documents/);
  await focusOn(page, 'id', 'main');
});

it('a print has a title block with the ledger head, and all rows', async () => {
  const { page } = await newPage(browser, server.url);
  await open(page, `/plans/${thing.plan.id}`);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await eventually(async () => assert.match(await page.locator('.print-head').innerText(), /\d+:[0-9a-f]{16,}/));
  const shown = Number(await page.getByRole('treegrid').getAttribute('aria-rowcount')) - 1;
  await eventually(async () => assert.equal(await page.locator('.tree-body > .tree-row').count(), Math.min(shown, 3000)));
  await page.locator('.header').waitFor({ state: 'hidden' });
});

it('find in a document lights match after match, also far from what is in sight', async () => {
  const { page } = await newPage(browser, server.url);
  await open(page, `/documents/${thing.document}`);
  const title = thing.outline.title.at(-1).slice(0, 8);
  const find = page.getByRole('searchbox', { name: '在文件中尋找' });
  await find.fill(title);
  await page.waitForFunction(() => /\d/.test(document.querySelector('.find [role=status]')?.textContent ?? ''));
  await find.press('Enter');
  await page.locator('.paper .lit').first().waitFor();
  await eventually(async () => assert.ok((await page.locator('.paper .lit').allInnerTexts()).join('\n').includes(title)));
});
