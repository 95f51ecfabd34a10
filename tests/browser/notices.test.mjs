// What one is told and how: the bell, the list, the choice of letters, a calendar feed; the administrator's mail server,
// audit, review of accounts, and accounts from a sheet.
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { axe, closePages, eventually, newPage, open, plans, REAL, settled, signIn, startBrowser, startServer } from './harness.mjs';

const ONLY_REAL = { skip: REAL ? false : 'the stand-in has no notices' };
let server, browser, reporter;

async function session(name, password) {
  const { csrf } = await (await fetch(`${server.url}/api/session`)).json();
  const signed = await fetch(`${server.url}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify({ name, password }) });
  assert.equal(signed.status, 200, await signed.clone().text());
  const cookie = signed.headers.get('set-cookie').split(';')[0];
  const token = (await signed.json()).csrf;
  return async (method, path, body) => {
    const answer = await fetch(`${server.url}/api${path}`, { method, headers: { cookie, 'X-CSRF-Token': token, 'Content-Type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
  };
}

before(async () => {
  if (!REAL) return;
  server = await startServer();
  browser = await startBrowser();
  const admin = await session(server.name, server.password);
  const plan = (await plans(server)).find((p) => p.counts.indicators > 20 && p.period);
  assert.equal((await admin('POST', `/plans/${plan.id}/cycles`, { every: 'quarter', opens_after: 1, due_after: 10, remind_before: 3, grace: 3, auto_lock: true })).status, 200);
  const { cycles } = (await admin('GET', `/plans/${plan.id}/cycles`)).body;
  const cycle = (cycles.map((c) => c.cycle).filter((c) => c.phase !== 'planned').at(-1) ?? cycles[0].cycle).id;
  const { obligations } = (await admin('GET', `/plans/${plan.id}/cycles/${cycle}/obligations`)).body;
  const made = await admin('POST', '/accounts', { name: 'chen.told', display: '陳承辦', roles: [{ role: 'reporter', agency: obligations[0].agency }] });
  reporter = { name: 'chen.told', password: made.body.password };
  const until = `${new Date().getFullYear() + 1}-12-31`;
  assert.equal((await admin('POST', `/plans/${plan.id}/cycles/${cycle}/reopen`, { until, reason: '補報' })).status, 200);
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

it('the bell counts what is unread, the list leads to it, and it is read then', ONLY_REAL, async () => {
  const { page, faults } = await signedIn(reporter);
  await open(page, '/');
  await eventually(async () => { await page.reload(); await page.locator('.bell-count').waitFor({ timeout: 2000 }); });
  const count = Number(await page.locator('.bell-count').innerText());
  assert.ok(count > 0);
  await page.locator('.bell').click();
  await page.locator('.notice-unread').first().waitFor();
  await settled(page);
  await page.mouse.move(5, 500); // no hint stands open over the page
  await page.evaluate(() => document.activeElement?.blur());
  await page.locator('[role=tooltip]').waitFor({ state: 'detached' });
  assert.deepEqual(await axe(page), []);
  const subject = page.locator('.notice').filter({ hasText: '重新開放填報至' }).first();
  await subject.getByRole('button', { name: '標為已讀' }).click();
  await eventually(async () => assert.equal(await page.locator('.notice-unread').count(), count - 1));
  if (count > 1) await page.getByRole('button', { name: '全部標為已讀' }).click();
  await eventually(async () => assert.equal(await page.locator('.bell-count').count(), 0));
  assert.deepEqual(faults, []);
});

it('each account chooses how it is told; a wrong address is said', ONLY_REAL, async () => {
  const { page } = await signedIn(reporter);
  await open(page, '/account');
  const form = page.locator('section', { has: page.getByRole('heading', { name: '通知方式' }) });
  await form.getByLabel('電子郵件').fill('a b@example.gov.tw');
  await form.getByRole('button', { name: '儲存' }).click();
  await form.getByText('這不是電子郵件位址').waitFor();
  await form.getByLabel('電子郵件').fill('chen@example.gov.tw');
  await form.getByRole('button', { name: '儲存' }).click();
  await page.getByText('已儲存').first().waitFor();
  await page.getByRole('button', { name: '建立訂閱' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '建立訂閱' }).click();
  const address = await dialog.locator('.secret').innerText();
  const calendar = await (await fetch(address)).text();
  assert.match(calendar, /^BEGIN:VCALENDAR\r\n/);
  assert.match(calendar, /DTSTART;VALUE=DATE:\d{8}\r\n/);
});

it('an administrator finds who did what, and accounts come from a sheet', ONLY_REAL, async () => {
  const { page, faults } = await newPage(browser, server.url);
  await signIn(page, server);
  await open(page, '/audit');
  await page.getByLabel('類別').fill('cycle.');
  await page.getByRole('button', { name: '查詢' }).click();
  await page.locator('.audit-table').getByText('cycle.reopened').first().waitFor();
  await eventually(async () => assert.equal(await page.locator('.audit-table').getByText(/account\./).count(), 0));
  assert.deepEqual(await axe(page), []);
  await open(page, '/admin');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '由試算表匯入' }).click()]);
  await chooser.setFiles([{ name: '帳號.csv', mimeType: 'text/csv', buffer: Buffer.from('帳號,姓名,角色\r\nzhou.sheet,周,reader\r\n') }]);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 列：新增 1').waitFor();
  await dialog.getByRole('button', { name: '全部套用' }).click();
  await dialog.locator('.secret').waitFor();
  assert.match(await dialog.locator('.secret').innerText(), /^zhou\.sheet\t\S{10,}/);
  await dialog.getByRole('button', { name: '關閉' }).last().click();
  await page.getByRole('tab', { name: '帳號清查' }).click();
  await page.getByText('zhou.sheet').waitFor();
  await page.getByRole('tab', { name: '郵件與掛勾' }).click();
  await page.getByRole('textbox', { name: '伺服器' }).fill('ftp://mail');
  await page.getByRole('button', { name: '儲存' }).click();
  await page.getByText('郵件伺服器的位址不合格式').waitFor();
  assert.deepEqual(faults.filter((f) => !/400/.test(f)), []);
});
