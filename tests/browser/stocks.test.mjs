// Stocks as their people see them: the board, one material, what if, a return that does not add up, a shortage on its way,
// an exercise that is marked everywhere and touches nothing real.
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { axe, closePages, eventually, newPage, open, REAL, settled, startBrowser, startServer } from './harness.mjs';

const ONLY_REAL = { skip: REAL ? false : 'the stand-in has no stocks' };
const SET = fileURLToPath(new URL('../../examples/reserves/set.json', import.meta.url));
let server, browser, owner, mill;

async function admin() {
  const { csrf } = await (await fetch(`${server.url}/api/session`)).json();
  const signed = await fetch(`${server.url}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify({ name: server.name, password: server.password }) });
  const cookie = signed.headers.get('set-cookie').split(';')[0];
  const token = (await signed.json()).csrf;
  return async (name, role, agency) => {
    const made = await fetch(`${server.url}/api/accounts`, { method: 'POST', headers: { cookie, 'X-CSRF-Token': token, 'Content-Type': 'application/json' }, body: JSON.stringify({ name, display: name, roles: [{ role, agency }] }) });
    assert.ok(made.status < 300);
    return { name, password: (await made.json()).password };
  };
}

before(async () => {
  if (!REAL) return;
  server = await startServer();
  browser = await startBrowser();
  assert.match(await server.command('stocks', 'load', SET), /11/);
  const account = await admin();
  owner = await account('energy', 'officer', '海安經濟局');
  mill = await account('pulp', 'reporter', '海安紙業同業公會');
});
afterEach(closePages);
after(async () => { await browser?.close(); await server?.stop(); });

async function signedIn(who, options = {}) {
  const made = await newPage(browser, server.url, options);
  await open(made.page, '/sign-in');
  await made.page.fill('input[autocomplete=username]', who.name);
  await made.page.fill('input[autocomplete=current-password]', who.password);
  await made.page.keyboard.press('Enter');
  await made.page.waitForURL((u) => !u.pathname.startsWith('/sign-in'));
  return made;
}

it('the board says what falls under its line when, and nobody else sees it', ONLY_REAL, async () => {
  const { page, faults } = await signedIn(owner);
  await open(page, '/stocks');
  const card = page.locator('.stock-card', { hasText: '天然氣' });
  await card.getByText('低於門檻', { exact: false }).first().waitFor();
  assert.equal(await page.locator('.stock-card').count(), 9);  // the health office's two are not theirs
  assert.deepEqual(await axe(page), []);
  await card.getByRole('link', { name: '天然氣' }).click();
  await page.getByRole('heading', { level: 1, name: '天然氣' }).waitFor();
  await settled(page);
  assert.equal(await page.locator('.chart svg[role=img]').count(), 1);
  await page.getByText('目標：合約 60 至 70％').waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(faults, []);
  const stranger = await newPage(browser, server.url);
  await open(stranger.page, '/stocks');
  await stranger.page.getByText('沒有可看的存量').or(stranger.page.getByText('小麥')).first().waitFor();
  assert.equal(await stranger.page.getByText('天然氣').count(), 0);
});

it('what if answers while the slider moves', ONLY_REAL, async () => {
  const { page, faults } = await signedIn(owner);
  await open(page, '/stocks/what-if');
  const row = page.getByRole('row', { name: /石油/ });
  await row.waitFor();
  const before = await row.innerText();
  await page.getByRole('slider', { name: /使用量增減/ }).fill('60');
  await eventually(async () => assert.notEqual(await row.innerText(), before));
  await page.getByText('荷莫茲海峽').first().click();
  await eventually(async () => assert.match(await page.locator('output').nth(1).innerText(), /30/));
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(faults, []);
});

it('a return with the last figures at hand; what does not add up is told and becomes a finding', ONLY_REAL, async () => {
  const { page } = await signedIn(mill);
  await open(page, '/stocks');
  assert.equal(await page.locator('.stock-card', { hasText: '天然氣' }).count(), 0);
  await page.getByRole('link', { name: '紙業公會' }).first().click();
  await page.getByRole('heading', { name: '填寫申報' }).waitFor();
  const box = (name) => page.getByRole('textbox', { name, exact: false }).first();
  const opening = Number(await box('期初存量').inputValue());
  assert.ok(opening > 0);
  await page.getByText('前期', { exact: false }).first().waitFor();
  await box('進貨').fill('100');
  await box('出貨').fill('300');
  await box('期末存量').fill(String(opening));
  await page.getByText('可送出，但會列為檢核結果', { exact: false }).waitFor();
  await page.getByRole('button', { name: '送出申報' }).click();
  await page.getByText('期初＋進－出＋盤差', { exact: false }).last().waitFor();
  await eventually(async () => assert.ok((await page.locator('#findings ~ ul li').count()) > 0));
});

it('a shortage is notified, assessed and handled; the exercise is marked and kept apart', ONLY_REAL, async () => {
  const { page, faults } = await signedIn(owner);
  await open(page, '/stocks');
  await page.getByRole('button', { name: '開始演習…' }).click();
  await page.getByRole('textbox', { name: '演習名稱' }).fill('萬安演習');
  await page.getByRole('button', { name: '開始演習', exact: true }).click();
  await page.getByText('以下均非真實資料', { exact: false }).waitFor();
  await eventually(async () => assert.match(await page.title(), /演習/));
  await page.getByRole('link', { name: '短缺案件' }).click();
  await page.getByRole('button', { name: '通報短缺…' }).click();
  await page.getByRole('textbox', { name: '短缺的品項' }).fill('液化天然氣');
  await page.getByRole('textbox', { name: '主管機關' }).fill('海安經濟局');
  await page.getByRole('textbox', { name: '理由' }).fill('演習想定：接收站停擺');
  await page.getByRole('button', { name: '通報短缺', exact: true }).click();
  await page.getByRole('link', { name: /液化天然氣/ }).click();
  await page.getByRole('button', { name: '評估…' }).click();
  await page.getByRole('textbox', { name: '理由' }).fill('確認');
  await page.getByRole('dialog').getByRole('button', { name: '評估', exact: true }).click();
  await page.getByRole('button', { name: '處理完成…' }).click();
  await page.getByRole('textbox', { name: '理由' }).fill('恢復供氣');
  await page.getByRole('dialog').getByRole('button', { name: '處理完成', exact: true }).click();
  await page.locator('.case-steps li', { hasText: '已處理' }).waitFor();
  await page.getByText('以下均非真實資料', { exact: false }).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.getByRole('button', { name: '離開演習' }).click();
  await open(page, '/stocks/shortages');
  await page.getByText('沒有短缺案件').waitFor();
  assert.deepEqual(faults.filter((f) => !/404/.test(f)), []);
});

it('on a phone the board and a material fit', ONLY_REAL, async () => {
  const { page } = await signedIn(owner, { viewport: { width: 390, height: 844 } });
  for (const path of ['/stocks', '/stocks/materials/gas', '/stocks/what-if']) {
    await open(page, path);
    await settled(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1), path);
  }
});
