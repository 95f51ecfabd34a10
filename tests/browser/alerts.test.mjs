// Early warning as its people see it: a value falls under its line, an alert says why, somebody acknowledges and resolves
// it with a reason, and an exercise never looks real.
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { axe, closePages, eventually, newPage, open, REAL, settled, startBrowser, startServer } from './harness.mjs';

const ONLY_REAL = { skip: REAL ? false : 'the stand-in has no early warning' };
let server, browser, send, actual, exercise;

before(async () => {
  if (!REAL) return;
  server = await startServer();
  browser = await startBrowser();
  const { csrf } = await (await fetch(`${server.url}/api/session`)).json();
  const signed = await fetch(`${server.url}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify({ name: server.name, password: server.password }) });
  const cookie = signed.headers.get('set-cookie').split(';')[0];
  const token = (await signed.json()).csrf;
  send = async (method, path, body) => {
    const answer = await fetch(`${server.url}/api${path}`, { method, headers: { cookie, 'X-CSRF-Token': token, 'Content-Type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  await send('PUT', '/elements/gas.days', { name: { zh: '天然氣存量天數', en: 'Gas stock' }, unit: '天', decimals: 1, rhythm: 'day', over_time: 'last' });
  await send('PUT', '/units/yungan', { name: { zh: '永安接收站', en: 'Yung-An terminal' } });
  await send('PUT', '/warnings/gas', { name: { zh: '天然氣低於安全存量', en: 'Gas under its safe stock' }, element: 'gas.days', level: 'severe', limits: [{ from: '2021-01-01', value: 7 }, { from: '2022-01-01', value: 8 }] });
  await send('PUT', '/warnings/drill', { name: { zh: '供氣中斷', en: 'Supply cut' }, element: 'gas.days', mode: 'exercise', limits: [{ value: 9 }] });
  await send('POST', '/values', { values: Array.from({ length: 20 }, (_, i) => ({ element: 'gas.days', unit: 'yungan', period: `2026-01-${String(i + 1).padStart(2, '0')}`, value: (12 - i * 0.25).toFixed(1) })) });
  await eventually(async () => {
    const { alerts } = await send('GET', '/alerts');
    actual = alerts.find((a) => a.rule === 'gas');
    exercise = alerts.find((a) => a.rule === 'drill');
    assert.ok(actual && exercise);
  });
});
afterEach(closePages);
after(async () => { await browser?.close(); await server?.stop(); });

async function signedIn(path, options = {}) {
  const made = await newPage(browser, server.url, options);
  await open(made.page, `/sign-in?back=${encodeURIComponent(path)}`);
  await made.page.fill('input[autocomplete=username]', server.name);
  await made.page.fill('input[autocomplete=current-password]', server.password);
  await made.page.keyboard.press('Enter');
  await made.page.waitForURL((u) => u.pathname === path);
  await settled(made.page);
  return made;
}

for (const width of [1440, 390])
  it(`the list says what and why at ${width} px`, ONLY_REAL, async () => {
    const { page } = await signedIn('/alerts', { viewport: { width, height: 900 } });
    await page.getByText('天然氣低於安全存量：永安接收站').first().waitFor();
    await page.getByText(/因為自 .* 起低於門檻 8 天/).first().waitFor();
    await page.getByText('【演習】供氣中斷：永安接收站').first().waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'no sideways scrolling');
    if (process.env.GANGMU_SHOTS) await page.screenshot({ path: `${process.env.GANGMU_SHOTS}/alerts-${width}.png`, fullPage: true });
    assert.deepEqual(await axe(page), []);
  });

for (const width of [1440, 390])
  it(`what is counted is listed, and its values are a line and a table, at ${width} px`, ONLY_REAL, async () => {
    const { page } = await signedIn('/measures', { viewport: { width, height: 900 } });
    await page.getByRole('link', { name: '天然氣存量天數' }).click();
    await page.getByRole('heading', { level: 1, name: '天然氣存量天數' }).waitFor();
    await page.locator('svg[role=img]').first().waitFor();
    await page.getByRole('heading', { name: '依年度與填報單位彙總' }).waitFor();
    await page.getByText('115年1月20日').first().waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'no sideways scrolling');
    if (process.env.GANGMU_SHOTS) await page.screenshot({ path: `${process.env.GANGMU_SHOTS}/element-${width}.png`, fullPage: true });
    assert.deepEqual(await axe(page), []);
  });

it('an exercise says so on its own page', ONLY_REAL, async () => {
  const { page } = await signedIn(`/alerts/${exercise.id}`);
  await page.getByText('這是演習，不是真實事件').waitFor();
  if (process.env.GANGMU_SHOTS) await page.screenshot({ path: `${process.env.GANGMU_SHOTS}/exercise.png`, fullPage: true });
  assert.deepEqual(await axe(page), []);
});

it('is acknowledged and resolved with a reason', ONLY_REAL, async () => {
  const { page } = await signedIn(`/alerts/${actual.id}`);
  await page.locator('svg[role=img]').waitFor();
  assert.deepEqual(await axe(page), []);
  await page.getByRole('button', { name: '知悉' }).click();
  await page.getByText('處理中').first().waitFor();
  if (process.env.GANGMU_SHOTS) await page.screenshot({ path: `${process.env.GANGMU_SHOTS}/alert.png`, fullPage: true });
  await page.getByRole('button', { name: '結案…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('已調度現貨船期');
  await page.getByRole('dialog').getByRole('button', { name: '結案' }).click();
  await page.getByText('已結案').first().waitFor();
  await page.getByText('已調度現貨船期').waitFor();
  assert.equal((await send('GET', `/alerts/${actual.id}`)).stage, 'resolved');
});
