// What changes something: signing in and out, reading a document with its progress, accounts, errors with their mend.
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { closePages, eventually, newPage, open, REAL, signIn, startBrowser, startServer } from './harness.mjs';

let server, browser;
before(async () => { server = await startServer(); browser = await startBrowser(); });
afterEach(closePages);
after(async () => { await browser?.close(); await server?.stop(); });

const TEXT = '# 示範鄉數位計畫\n\n113 年 1 月\n\n## 一、目標\n\n(一) 建置公共網路\n\n主辦機關：資訊室\n';

it('a wrong password says so and signs nobody in', async () => {
  const { page } = await newPage(browser, server.url);
  await open(page, '/sign-in');
  await page.fill('input[autocomplete=username]', server.name);
  await page.fill('input[autocomplete=current-password]', 'not the password at all');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  assert.match(page.url(), /sign-in/);
  await open(page, '/admin');
  await page.locator('main').getByRole('link', { name: '登入' }).waitFor();
});

it('documents dropped on the page are read, a bad one is told with its mend', async () => {
  const { page, faults } = await newPage(browser, server.url);
  await signIn(page, server);
  await open(page, '/upload');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '選擇檔案' }).click()]);
  await chooser.setFiles([{ name: '示範鄉.md', mimeType: 'text/markdown', buffer: Buffer.from(TEXT) }, { name: '壞.zip', mimeType: 'application/zip', buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 1, 2, 3]) }]);
  await page.locator('.job-done').first().waitFor();
  await page.locator('.job-failed .job-problem p').first().waitFor();
  await eventually(async () => assert.ok((await page.locator('.job-failed .job-problem').innerText()).length > 8));
  await page.getByRole('link', { name: '看草案' }).click();
  await page.locator('.page-head .stamp-draft').waitFor();
  assert.deepEqual(faults, []);
});

it('the administrator makes an account, its password shows once', async () => {
  const { page, faults } = await newPage(browser, server.url);
  await signIn(page, server);
  await open(page, '/admin');
  await page.getByRole('button', { name: '新增帳號' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('帳號').fill('lin.report');
  await dialog.getByLabel('姓名').fill('林填報');
  await dialog.getByRole('button', { name: '儲存' }).click();
  await dialog.locator('.secret').waitFor();
  await eventually(async () => assert.ok((await dialog.locator('.secret').textContent()).length >= 10));
  await dialog.getByRole('button', { name: '關閉' }).last().click();
  await page.getByText('lin.report').waitFor();
  assert.deepEqual(faults, []);
});

it('signing out leaves the start page and no rights', async () => {
  const { page } = await newPage(browser, server.url);
  await signIn(page, server);
  await page.getByRole('button', { name: /我的帳號/ }).click();
  await page.getByRole('menuitem', { name: '登出' }).click();
  await page.getByRole('link', { name: '登入' }).first().waitFor();
  await open(page, '/upload');
  await page.locator('main').getByRole('link', { name: '登入' }).waitFor();
});

it('a server that is gone is told with its mend, and comes back', async () => {
  const { page } = await newPage(browser, server.url);
  await open(page, '/');
  await page.route('**/api/agencies*', (route) => route.abort());
  await page.getByRole('navigation', { name: '主要選單' }).getByRole('link', { name: '機關' }).click();
  await page.getByText('連不上伺服器').waitFor();
  await page.unroute('**/api/agencies*');
  await page.getByRole('button', { name: '再試一次' }).click();
  await page.getByRole('table').first().waitFor();
});

it('with public reading off, a stranger is asked to sign in', { skip: REAL ? false : 'the stand-in reads to everyone' }, async () => {
  const { page } = await newPage(browser, server.url);
  const stranger = await newPage(browser, server.url);
  await signIn(page, server);
  await open(page, '/admin');
  await page.getByRole('tab', { name: '設定' }).click();
  const box = page.getByRole('checkbox', { name: /不登入也能閱讀/ });
  const turn = async () => {
    const [answer] = await Promise.all([page.waitForResponse((r) => r.url().includes('/api/settings') && r.request().method() === 'PATCH'), page.getByText('不登入也能閱讀已發布的計畫').click()]);
    assert.equal(answer.status(), 200);
  };
  await box.waitFor({ state: 'attached' });
  await turn();
  await open(stranger.page, '/');
  await stranger.page.getByText('須先登入').waitFor();
  await turn();
  await open(stranger.page, '/');
  await eventually(async () => assert.equal(await stranger.page.getByText('須先登入').count(), 0));
});

it('own password: too short is told before it is sent, a right one works', { skip: REAL ? false : 'the stand-in keeps its password' }, async () => {
  const { page } = await newPage(browser, server.url);
  await signIn(page, server);
  await open(page, '/account');
  const fill = async (old, fresh) => {
    await page.getByLabel('目前密碼').fill(old);
    await page.getByLabel('新密碼', { exact: true }).fill(fresh);
    await page.getByLabel('再輸入一次新密碼').fill(fresh);
    await page.getByRole('button', { name: '更改密碼' }).click();
  };
  await fill(server.password, 'short');
  await page.getByRole('alert').waitFor();
  const change = async (old, fresh) => {
    const [answer] = await Promise.all([page.waitForResponse((r) => r.url().includes('/api/session/password')), fill(old, fresh)]);
    assert.ok(answer.ok(), `${answer.status()}`);
    // The page empties its fields when it has heard of the success.
    await eventually(async () => assert.equal(await page.getByLabel('目前密碼').inputValue(), ''));
    await page.getByText('密碼已更改').last().waitFor();
  };
  const fresh = 'another horse, another battery';
  await change(server.password, fresh);
  // The new session writes as the old one did.
  await change(fresh, server.password);
});

it('a token for a program is made, shown once, good, and revoked', { skip: REAL ? false : 'the stand-in has no tokens' }, async () => {
  const { page, faults } = await newPage(browser, server.url);
  await signIn(page, server);
  await open(page, '/account');
  await page.getByRole('button', { name: '建立權杖' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('用途').fill('月報上傳程式');
  await dialog.getByRole('button', { name: '建立權杖' }).click();
  await dialog.locator('.secret').waitFor();
  const token = (await dialog.locator('.secret').textContent()).trim();
  await dialog.getByRole('button', { name: '關閉' }).last().click();
  await page.getByText('月報上傳程式').waitFor();
  assert.equal(await page.getByText(token).count(), 0);
  const who = async () => (await (await fetch(`${server.url}/api/session`, { headers: { Authorization: `Bearer ${token}` } })).json()).account?.name;
  assert.equal(await who(), server.name);
  await page.getByRole('button', { name: '撤銷 月報上傳程式' }).click();
  await page.getByText('還沒有權杖').waitFor();
  assert.equal(await who(), undefined);
  assert.deepEqual(faults, []);
});
