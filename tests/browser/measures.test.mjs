// What is counted, as its people work with it: an element is defined, its values recorded one by one, seen against their
// targets, beside each other and on the map of counties; a rule of warning is tried, set, changed and ended.
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { axe, closePages, eventually, newPage, open, REAL, settled, signIn, startBrowser, startServer } from './harness.mjs';
import { account, session, signedIn } from './people.mjs';

const ONLY_REAL = { skip: REAL ? false : 'the stand-in has no elements' };
const COUNTIES = ['臺北市', '新北市', '桃園市', '臺中市', '臺南市', '高雄市'];
let server, browser, admin, reader;

before(async () => {
  if (!REAL) return;
  server = await startServer();
  browser = await startBrowser();
  admin = await session(server, server.name, server.password);
  reader = await account(admin, 'looker', 'reader');
  const sent = async (method, path, body) => { const answer = await admin(method, path, body); assert.ok(answer.status < 300, JSON.stringify(answer.body)); };
  await sent('POST', '/units', { units: [{ id: 'tw', name: { zh: '各縣市' } }, ...COUNTIES.map((c, i) => ({ id: `c${i}`, parent: 'tw', name: { zh: `${c}政府` } }))] });
  await sent('PUT', '/elements/care', { name: { zh: '長照涵蓋率', en: 'Care coverage' }, unit: '%', decimals: 1, rhythm: 'quarter', direction: 'more', over_time: 'last', over_units: 'average' });
  const values = (of) => COUNTIES.flatMap((_, i) => [1, 2, 3].map((q) => ({ element: 'care', unit: `c${i}`, period: `2025-Q${q}`, value: of(i, q) })));
  await sent('POST', '/values', { values: values((i, q) => 50 + i * 3 + q) });
  await sent('POST', '/values', { plane: 'target', values: values(() => 60) });
});
afterEach(closePages);
after(async () => { await browser?.close(); await server?.stop(); });

const button = (page, name) => page.getByRole('button', { name, exact: true });
const box = (page, name) => page.getByRole('textbox', { name });
// A choice of a list, by the keyboard.
async function choose(page, label, option) {
  await page.getByRole('dialog').getByRole('button', { name: label }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: option, exact: true }).click();
}

for (const [path, status] of [['/measures', 200], ['/alerts', 200], ['/stocks', 200], ['/audit', 200], ['/meetings', 200], ['/notices', 200], ['/calendar', 200], ['/delegations', 200], ['/nothing-here', 404]])
  it(`${path} opened by its address is answered with ${status}`, ONLY_REAL, async () => {
    assert.equal((await fetch(server.url + path, { headers: { accept: 'text/html' } })).status, status);
  });

for (const width of [1440, 390])
  it(`values stand against their targets, beside each other and on the map, at ${width} px`, ONLY_REAL, async () => {
    const { page, faults } = await newPage(browser, server.url, { viewport: { width, height: 900 } });
    await signIn(page, server);
    await open(page, '/measures/care');
    await page.getByRole('heading', { name: '所有填報單位' }).waitFor();
    assert.equal(await page.locator('.multiples li').count(), COUNTIES.length);
    const said = await page.locator('.multiples li svg').first().getAttribute('aria-label');
    assert.match(said, /臺北市政府 114年第3季 53\.0% 未達標/);
    const map = page.locator('.county-map > svg');
    assert.match(await map.getAttribute('aria-label'), /高雄市 68\.0/);
    assert.match(await map.getAttribute('aria-label'), /屏東縣 無資料/);
    assert.equal(await page.locator('.county').count(), 22);
    await page.getByText('示意圖', { exact: false }).waitFor();
    // Six of the county's governments by name, not by code, and the year's figure with the element's decimals.
    const years = page.getByRole('region', { name: '依年度與填報單位彙總' });
    await years.getByText('臺北市政府').waitFor();
    await years.getByText('53.0').waitFor();
    await page.getByRole('button', { name: '高雄市政府' }).first().click();
    await eventually(async () => assert.match(await page.locator('.chart-caption').first().innerText(), /高雄市政府/));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(faults, []);
  });

it('an element is defined and a value recorded in ROC words; a period of another rhythm is refused with the reason', ONLY_REAL, async () => {
  const { page } = await newPage(browser, server.url);
  await signIn(page, server);
  await open(page, '/measures');
  await button(page, '定義資料項目…').click();
  await box(page, '中文名稱').fill('培訓人數');
  await box(page, '代碼').fill('trainees');
  await box(page, '計量單位').fill('人次');
  await box(page, '維度').fill('性別：女、男');
  assert.deepEqual(await axe(page), []);
  await button(page, '儲存').click();
  await page.getByRole('heading', { level: 1, name: '培訓人數' }).waitFor();
  await settled(page);
  await button(page, '登錄數值…').click();
  await choose(page, '填報單位', '臺北市政府');
  await box(page, '期間').fill('114年');
  await box(page, '數值').fill('1,234');
  await choose(page, '性別', '男');
  assert.deepEqual(await axe(page), []);
  await page.getByRole('dialog').getByRole('button', { name: '儲存' }).click();
  await page.locator('.dialog .form-error').waitFor(); // a year is no quarter
  await box(page, '期間').fill('114年第2季');
  await page.getByRole('dialog').getByRole('button', { name: '儲存' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await eventually(async () => {
    const { series } = (await admin('GET', '/values?element=trainees')).body;
    assert.deepEqual(series.map((s) => [s.unit, s.members, s.values.map((v) => [v.period, Number(v.value)])]), [['c0', { 性別: '男' }, [['2025-Q2', 1234]]]]);
  });
  await page.getByText('1,234').first().waitFor();
});

it('a rule of warning is tried, set, changed and ended with a reason', ONLY_REAL, async () => {
  const { page } = await newPage(browser, server.url);
  await signIn(page, server);
  await open(page, '/alerts');
  await button(page, '新增規則…').click();
  await box(page, '中文名稱').fill('涵蓋率過低');
  await box(page, '代碼').first().fill('care-low');
  await choose(page, '資料項目', '長照涵蓋率');
  await box(page, '門檻').fill('昨天 55');
  assert.equal(await page.getByRole('dialog').getByRole('button', { name: '儲存' }).isDisabled(), true);
  await box(page, '門檻').fill('111/1/1 55');
  await button(page, '試算').click();
  await page.getByText('試算 6 條數列，1 條會發出警示', { exact: false }).waitFor();
  assert.equal((await admin('GET', '/warnings')).body.rules.length, 0); // tried, not set
  assert.deepEqual(await axe(page), []);
  await page.getByRole('dialog').getByRole('button', { name: '儲存' }).click();
  const row = page.getByRole('row', { name: /涵蓋率過低/ });
  await row.getByText('111年1月1日 55').waitFor();
  await page.getByText('涵蓋率過低：臺北市政府').waitFor();
  await row.getByRole('button', { name: '修改…' }).click();
  await page.getByRole('dialog').getByText('停用', { exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '儲存' }).click();
  await row.getByText('停用').waitFor();
  const { rule } = (await admin('GET', '/warnings')).body.rules[0];
  assert.deepEqual([rule.off, rule.limits], [true, [{ from: '2022-01-01', value: 55 }]]);
  await row.getByRole('button', { name: '終止…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('改用新指標');
  await page.getByRole('dialog').getByRole('button', { name: '終止' }).click();
  await page.getByText('還沒有警示規則').waitFor();
});

it('a reader sees the figures and the rules, and is offered nothing to change', ONLY_REAL, async () => {
  const { page } = await signedIn(browser, server, reader);
  await open(page, '/measures/care');
  await page.locator('.county-map').waitFor();
  for (const name of ['登錄數值…', '修改定義…']) assert.equal(await button(page, name).count(), 0);
  await open(page, '/alerts');
  await page.getByRole('heading', { name: '警示規則' }).waitFor();
  assert.equal(await button(page, '新增規則…').count(), 0);
});
