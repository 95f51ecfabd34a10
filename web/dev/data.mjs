// Invented plans for developing and testing the pages without the real server. Nothing here is shipped.
import { createHash } from 'node:crypto';

const hex = (s) => createHash('sha256').update(s).digest('hex');
const AGENCIES = ['計畫處', '工務局', '交通局', '衛生局', '教育局', '環保局', '農業局', '資訊中心'];
const WORDS = ['智慧路燈', '即時公車', '空氣品質感測', '遠距照護', '數位學習', '開放資料', '節水灌溉', '防災告警', '路面巡檢', '電子支付'];
const VERBS = ['推動', '建置', '擴充', '整合', '優化', '驗證'];
const pick = (list, n) => list[((n % list.length) + list.length) % list.length];

function titleOf(kind, n) {
  if (kind === '願景') return '安心宜居的智慧縣';
  if (kind === '目標') return `${pick(['便捷', '健康', '永續', '透明'], n)}生活`;
  return `${pick(VERBS, n)}${pick(WORDS, n * 7 + (n >> 2))}${kind === '策略' ? '服務網' : kind === '措施' ? '計畫' : `第${n % 9 + 1}期工作`}`;
}

// One plan: the shape is [kind, how many children at that rank].
export function makePlan({ name, title, issuer, start, end, state, shape }) {
  const sha = hex(name);
  const id = `p-${sha.slice(0, 12)}`;
  const lines = [`# ${title}`, '', `${issuer}　核定`, ''];
  const nodes = [], indicators = [], budgets = [], facts = [], findings = [];
  const years = [];
  for (let y = Number(start.slice(0, 4)); y <= Number(end.slice(0, 4)); y++) years.push(y);
  const at = () => lines.length;
  const add = (rank, parent, path, ordinal) => {
    const [kind, children] = shape[rank];
    const n = nodes.length;
    const label = rank === 0 ? '' : rank === 1 ? pick(['一', '二', '三', '四', '五'], ordinal - 1) + '、' : path.slice(1).join('.');
    const lead = rank >= 2 ? [pick(AGENCIES, n)] : [];
    const co = rank >= 3 && n % 3 === 0 ? [pick(AGENCIES, n + 2), pick(AGENCIES, n + 5)] : [];
    const y = years[n % years.length];
    const first = at() + 1;
    const node = { id: path.join('/'), level: rank, kind, label, title: titleOf(kind, n), lead, co };
    if (parent) node.parent = parent.id;
    lines.push(`${'#'.repeat(Math.min(rank + 1, 4))} ${label} ${node.title}`);
    if (rank >= 2) {
      node.text = `由${lead[0]}會同相關單位${pick(VERBS, n + 1)}${pick(WORDS, n + 3)}，分年完成${n % 40 + 10}處場域，並於期末檢討成效。`;
      lines.push(node.text);
    }
    if (rank >= 3) {
      node.schedule = [{ start: `${y}-Q${n % 4 + 1}`, end: `${Math.min(y + n % 3, years.at(-1))}` }];
      if (n % 11 === 0) node.schedule.push({ start: `${years[0]}-01`, end: `${years[0]}-06-30`, phase: '先期作業' });
      lines.push(`主辦：${lead[0]}　協辦：${co.join('、') || '—'}　期程：${node.schedule[0].start}–${node.schedule[0].end}`);
      if (n % 13 === 0) node.units = [`${lead[0]}(企劃科)`];
      node.roles = 'marked';
    }
    node.source = [{ document: sha, lines: [first, at()] }];
    lines.push('');
    nodes.push(node);
    if (rank >= 3 && n % 4 === 0) indicators.push(makeIndicator(node, n, years, sha, lines));
    if (rank === 2) {
      years.forEach((year, i) => budgets.push({ node: node.id, title: node.title, period: String(year), amount: String((n * 37 % 90 + 10 + i * 5) * 1000000), printed: `${n * 37 % 90 + 10 + i * 5} 百萬元`, basis: i ? '預算需求' : '法定預算', source: node.source }));
    }
    if (rank === 4 && n % 17 === 0) facts.push({ node: node.id, agency: lead[0], text: `累計完成${n % 90}處${pick(WORDS, n)}場域`, figure: String(n % 90), unit: '處', period: String(y), cumulative: true, source: node.source });
    if (rank >= 3 && n % 19 === 0) findings.push({ id: `targets-sum:${node.id}`, rule: pick(['targets-sum', 'agency-unknown', 'reading-leftover'], n), severity: pick(['error', 'warning', 'note'], n), message: `${label}：分年目標之和與全期目標不符（40、45）。`, message_en: `${label}: the yearly targets do not add up to the overall target (40, 45).`, nodes: [node.id], source: node.source });
    if (rank + 1 < shape.length) for (let i = 1; i <= children; i++) add(rank + 1, node, rank === 0 ? [path[0], i] : [...path, i], i);
  };
  add(0, null, [1], 1);
  const document = { name, sha256: sha, media_type: 'text/markdown', bytes: lines.join('\n').length * 3, pages: 0, lines: lines.length, plans: [id], recorded: '2024-03-05T02:11:00Z' };
  return { plan: { id, title, issuer, period: { start, end }, documents: [document] }, nodes, indicators, budgets, facts, findings, lines, state };
}

function makeIndicator(node, n, years, sha, lines) {
  const from = lines.length + 1;
  const unit = pick(['處', '%', '萬人次', '件'], n);
  const cumulative = n % 8 === 0;
  const base = n % 50 + 10;
  const targets = [{ period: 'overall', text: `${base * 4}${unit}`, value: String(base * 4), unit, comparator: '>=', source: [{ document: sha, lines: [from, from] }] }];
  years.forEach((year, i) => {
    const words = n % 20 === 0 && i === 0;
    targets.push(words
      ? { period: String(year), text: '完成規劃並公告', due: String(year), source: [{ document: sha, lines: [from + 1, from + 1] }] }
      : { period: String(year), text: `${cumulative ? '累計' : ''}${base * (cumulative ? i + 1 : 1) + i}${unit}`, value: String(base * (cumulative ? i + 1 : 1) + i), unit, comparator: '=', ...(cumulative ? { cumulative } : {}), source: [{ document: sha, lines: [from + 1, from + 1] }] });
  });
  lines.push(`指標 ${node.label}.1　${node.title}數（${unit}）　全期 ${targets[0].text}`, years.map((y, i) => `${y}：${targets[i + 1].text}`).join('｜'), '');
  return { id: `${node.id}#${node.label}.1`, node: node.id, role: 'kpi', label: `${node.label}.1`, title: `${node.title}數`, unit, targets, source: [{ document: sha, lines: [from, from + 1] }] };
}

const FIVE = (a, b, c, d) => [['願景', a], ['目標', b], ['策略', c], ['措施', d], ['工作項目', 0]];
export const PLANS = [
  makePlan({ name: '示範縣智慧城市四年計畫.md', title: '示範縣智慧城市四年計畫', issuer: '示範縣政府', start: '2022-01', end: '2025-12', state: 'published', shape: FIVE(4, 2, 3, 3) }),
  makePlan({ name: '示範縣113年度實施計畫.md', title: '示範縣智慧城市113年度實施計畫', issuer: '示範縣政府', start: '2024-01', end: '2024-12', state: 'draft', shape: FIVE(2, 2, 2, 2) }),
  makePlan({ name: '大型計畫.md', title: '五萬節點之測試計畫', issuer: '計畫處', start: '2021-01', end: '2028-12', state: 'published', shape: FIVE(5, 10, 25, 40) }),
];
