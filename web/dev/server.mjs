// A small stand-in for `gangmu serve`: the built pages and the API of docs/api.md over invented plans.
// node dev/server.mjs [port]. Sign in with admin / admin. For development and tests only; it is not shipped.
import { createServer } from 'node:http';
import { readFileSync, existsSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLANS } from './data.mjs';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.json': 'application/json' };
const HEAD = { seq: 42, hash: 'ab'.repeat(32) };
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

let account = null;
let settings = { public_reading: true };
const accounts = [{ name: 'admin', display: '系統管理員', roles: [{ role: 'admin', agency: '' }], disabled: false, created: '2024-01-01T00:00:00Z', last_sign_in: '2024-05-01T01:00:00Z' }, { name: 'wang', display: '王小明', roles: [{ role: 'reporter', agency: '交通局' }], disabled: false, created: '2024-02-01T00:00:00Z' }];
const jobs = new Map();
const register = ['計畫處', '工務局', '交通局', '衛生局'].map((name) => ({ name, names: [{ name, from: '2010-01-01' }], parent: '示範縣政府' }));

class Problem extends Error {
  constructor(status, code, title, detail, mend) { super(detail); Object.assign(this, { status, code, title, detail, mend }); }
}
const missing = (what) => new Problem(404, 'not-found', '找不到', `找不到${what}。`, '請檢查網址，或回首頁重新選擇。');
const planOf = (id) => PLANS.find((p) => p.plan.id === id) ?? (() => { throw missing(`計畫 ${id}`); })();
const count = (p, node) => p.nodes.filter((n) => n.parent === node.id).length;
const brief = (p) => (n) => ({ id: n.id, kind: n.kind, label: n.label, title: n.title, lead: n.lead, count: count(p, n) });

function head(p) {
  const kinds = new Map();
  for (const n of p.nodes) kinds.set(n.kind, (kinds.get(n.kind) ?? 0) + 1);
  return { id: p.plan.id, title: p.plan.title, issuer: p.plan.issuer, period: p.plan.period, state: p.state, edition: p.state === 'draft' ? 0 : 1, proofread: false, documents: p.plan.documents, recorded: '2024-03-05T02:11:00Z', effective: '2022-01-01',
    counts: { nodes: p.nodes.length, indicators: p.indicators.length, targets: p.indicators.reduce((s, i) => s + i.targets.length, 0), budgets: p.budgets.length, facts: p.facts.length, findings: p.findings.length, agencies: new Set(p.nodes.flatMap((n) => n.lead)).size },
    kinds: [...kinds].map(([kind, count]) => ({ kind, count })) };
}

function outline(p) {
  const rows = new Map(p.nodes.map((n, i) => [n.id, i]));
  const kinds = [...new Set(p.nodes.map((n) => n.kind))];
  const tally = (list, key) => { const m = new Map(); for (const x of list) for (const id of [x[key]].flat()) m.set(id, (m.get(id) ?? 0) + 1); return p.nodes.map((n) => m.get(n.id) ?? 0); };
  const of = (f) => p.nodes.map(f);
  return { count: p.nodes.length, id: of((n) => n.id), parent: of((n) => (n.parent ? rows.get(n.parent) : -1)), kind: of((n) => kinds.indexOf(n.kind)), kinds, label: of((n) => n.label), title: of((n) => n.title), lead: of((n) => n.lead), co: of((n) => n.co), start: of((n) => n.schedule?.[0]?.start ?? ''), end: of((n) => n.schedule?.[0]?.end ?? ''), indicators: tally(p.indicators, 'node'), findings: tally(p.findings, 'nodes') };
}

function nodePage(p, id) {
  const node = p.nodes.find((n) => n.id === id);
  if (!node) throw missing(`節點 ${id}`);
  const up = [];
  for (let n = node; n.parent; ) { n = p.nodes.find((x) => x.id === n.parent); up.unshift(n); }
  const b = brief(p);
  const here = (x) => x.node === id;
  return { node, ancestors: up.map(b), children: p.nodes.filter((n) => n.parent === id).map(b), siblings: p.nodes.filter((n) => n.parent === node.parent && node.parent).map(b), indicators: p.indicators.filter(here), budgets: p.budgets.filter(here), facts: p.facts.filter(here), findings: p.findings.filter((f) => f.nodes.includes(id)), plan: head(p) };
}

const withTitles = (p, items) => ({ items: items.map((x) => { const n = p.nodes.find((n) => n.id === (x.node ?? x.nodes?.[0])); return { ...x, node_title: n?.title, node_label: n?.label }; }) });
const names = () => [...new Set(PLANS.flatMap((p) => p.nodes.flatMap((n) => n.lead)))];
function agency(name) {
  if (!names().includes(name)) throw missing(`機關 ${name}`);
  return { name, parent: '示範縣政府', also: name === '資訊中心' ? ['資訊處'] : [], units: [`${name}(企劃科)`], plans: PLANS.slice(0, 2).map((p) => ({ plan: { id: p.plan.id, title: p.plan.title }, lead: p.nodes.filter((n) => n.lead.includes(name)).map((n) => ({ ...brief(p)(n), schedule: n.schedule ?? [] })), co: p.nodes.filter((n) => n.co.includes(name)).map((n) => ({ ...brief(p)(n), schedule: n.schedule ?? [] })), indicators: p.indicators.filter((i) => p.nodes.find((n) => n.id === i.node).lead.includes(name)) })) };
}

function search(q) {
  const words = (q.get('q') ?? '').trim();
  const hits = [];
  if (words === '(') throw new Problem(400, 'bad-query', '查詢式有誤', '括號沒有成對。', '請補上右括號「)」，或以引號括住整句。');
  for (const p of PLANS) for (const n of p.nodes) {
    const text = `${n.title} ${n.text ?? ''}`;
    const at = text.indexOf(words);
    if (!words || at < 0 || (q.get('plan') && q.get('plan') !== p.plan.id) || (q.get('kind') && q.get('kind') !== n.kind)) continue;
    hits.push({ type: 'node', plan: p.plan.id, plan_title: p.plan.title, id: n.id, kind: n.kind, label: n.label, title: n.title, path: '安心宜居的智慧縣 › 便捷生活', snippet: [{ text: text.slice(Math.max(0, at - 20), at), hit: false }, { text: words, hit: true }, { text: text.slice(at + words.length, at + 60), hit: false }], score: 1, source: n.source[0] });
  }
  const facet = (key) => hits.reduce((m, h) => ({ ...m, [h[key]]: (m[h[key]] ?? 0) + 1 }), {});
  const offset = Number(q.get('offset') ?? 0);
  return { query: words, total: hits.length, exact: true, took_us: 812, hits: hits.slice(offset, offset + Number(q.get('limit') ?? 20)), facets: { type: hits.length < 9000 ? facet('type') : { node: hits.length }, plan: hits.length < 9000 ? facet('plan') : {}, kind: hits.length < 9000 ? facet('kind') : {} } };
}

function documentOf(sha) {
  return PLANS.find((p) => p.plan.documents[0].sha256 === sha) ?? (() => { throw missing(`文件 ${sha.slice(0, 8)}`); })();
}
function windowOf(list, q, key) {
  const from = Math.max(1, Number(q.get('from') ?? 1));
  const to = Math.min(list.length, Number(q.get('to') ?? from + 499));
  return { total: list.length, from, [key]: list.slice(from - 1, to) };
}
function readOf(p, q) {
  const from = Number(q.get('from') ?? 1), to = Number(q.get('to') ?? 1e9);
  const of = (type, list, title) => list.flatMap((x) => x.source.filter((s) => s.lines && s.lines[1] >= from && s.lines[0] <= to).map((s) => ({ plan: p.plan.id, type, id: x.id, node: type === 'node' ? x.id : x.node, kind: x.kind, label: x.label ?? '', title: title(x), source: s })));
  return { items: [...of('node', p.nodes, (n) => n.title), ...of('indicator', p.indicators, (i) => i.title)] };
}

function session() {
  return { account, csrf: 'token', public_reading: settings.public_reading, head: HEAD, version: '0.1.0-dev' };
}

async function api(req, url, body) {
  const parts = url.pathname.slice(5).split('/').map(decodeURIComponent);
  const [room, id, sub, ...rest] = parts;
  const q = url.searchParams;
  const method = req.method;
  if (method !== 'GET' && room !== 'session' && !account) throw new Problem(401, 'not-signed-in', '尚未登入', '此操作須先登入。', '請登入後再試。');
  switch (room) {
    case 'session':
      if (id === 'password') { if (body.old !== 'admin') throw new Problem(403, 'wrong-password', '密碼不符', '目前密碼不正確。', '請重新輸入目前密碼。'); return {}; }
      if (method === 'POST') { if (body.password !== 'admin') throw new Problem(401, 'bad-credentials', '登入失敗', '帳號或密碼不正確。', '請再試一次；忘記密碼請洽管理員。'); account = { name: body.name, display: '系統管理員', roles: [{ role: 'admin', agency: '' }] }; }
      if (method === 'DELETE') account = null;
      return session();
    case 'plans': {
      if (!id) return { plans: PLANS.filter((p) => account || p.state === 'published').map(head) };
      const p = planOf(id);
      if (!account && p.state === 'draft') throw new Problem(403, 'forbidden', '沒有權限', '此計畫尚為草案，僅承辦人員可以查看。', '請以有權限的帳號登入。');
      if (!sub) return { ...head(p), editions: [{ edition: 1, effective: '2022-01-01', recorded: '2024-03-05T02:11:00Z', by: 'admin', state: 'published' }] };
      if (sub === 'outline') return outline(p);
      if (sub === 'nodes') return nodePage(p, rest.join('/'));
      if (['indicators', 'budgets', 'facts', 'findings'].includes(sub)) return withTitles(p, p[sub]);
      if (sub === 'history') return { events: [{ seq: 3, recorded: '2024-03-05T02:11:00Z', effective: '2022-01-01', actor: 'admin', type: 'plan.published', summary: { zh: '發布為第 1 版', en: 'Published as edition 1' } }, { seq: 2, recorded: '2024-03-05T02:10:00Z', actor: 'admin', type: 'plan.read', summary: { zh: '自文件讀入', en: 'Read from the document' } }] };
      if (sub === 'export') return p.plan;
      if (sub === 'publish') { p.state = 'published'; return head(p); }
      break;
    }
    case 'agencies': return id ? agency(id) : { agencies: names().map((name) => ({ name, lead: PLANS[0].nodes.filter((n) => n.lead.includes(name)).length, co: PLANS[0].nodes.filter((n) => n.co.includes(name)).length, indicators: 3, plans: 2 })) };
    case 'search': return search(q);
    case 'documents': {
      if (method === 'POST') { const job = `j${jobs.size + 1}`; jobs.set(job, { id: job, state: 'running', step: '辨識架構', done: 0, total: 5, name: q.get('name') }); return { job }; }
      if (!id) return { documents: PLANS.map((p) => p.plan.documents[0]) };
      const p = documentOf(id);
      if (!sub) return { ...p.plan.documents[0], blocks: p.lines.length };
      if (sub === 'lines') return windowOf(p.lines, q, 'lines');
      if (sub === 'read') return readOf(p, q);
      if (sub === 'blocks') return windowOf(p.lines.map((text, i) => ({ kind: text.startsWith('#') ? 'heading' : 'paragraph', level: 1, text, block: i + 1, lines: [i + 1, i + 1] })), q, 'blocks');
      break;
    }
    case 'jobs': {
      const job = jobs.get(id); if (!job) throw missing('工作');
      if (method === 'DELETE') { job.state = 'cancelled'; return job; }
      if (job.state === 'running' && ++job.done >= job.total) {
        if (/\.(exe|zip)$/.test(job.name)) Object.assign(job, { state: 'failed', error: { title: '不支援的格式', status: 415, code: 'unknown-format', detail: `無法辨識「${job.name}」的格式。`, mend: '請改用 PDF、ODT、DOCX、HTML、Markdown、純文字、XLSX、ODS 或 CSV。', detail_en: `The format of ${job.name} is not known.`, mend_en: 'Use PDF, ODT, DOCX, HTML, Markdown, plain text, XLSX, ODS or CSV.' } });
        else Object.assign(job, { state: 'done', result: { plan: PLANS[1].plan.id, document: PLANS[1].plan.documents[0].sha256 } });
      }
      return job;
    }
    case 'accounts':
      if (!account) throw new Problem(401, 'not-signed-in', '尚未登入', '此頁僅管理員可以使用。', '請以管理員帳號登入。');
      if (method === 'POST') { accounts.push({ ...body, disabled: false, created: new Date().toISOString() }); return { account: accounts.at(-1), password: 'k7-mora-pine-42' }; }
      if (method === 'PATCH') { Object.assign(accounts.find((a) => a.name === id), body); return { account: accounts.find((a) => a.name === id) }; }
      return { accounts };
    case 'register':
      if (method === 'PUT') { const i = register.findIndex((r) => r.name === id); if (i < 0) register.push({ name: id, ...body }); else register[i] = { name: id, ...body }; return body; }
      return { agencies: register };
    case 'settings': if (method === 'PATCH') settings = { ...settings, ...body }; return settings;
    case 'ledger': return id === 'verify' ? { valid: true, head: HEAD } : id === 'events' ? { events: [] } : { head: HEAD, events: 42 };
    case 'health': return { status: 'ok', head: HEAD, version: '0.1.0-dev' };
  }
  throw missing('資源');
}

function send(res, status, type, body, extra = {}) {
  res.writeHead(status, { 'Content-Type': type, 'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin', 'Gangmu-Ledger-Head': `${HEAD.seq}:${HEAD.hash}`, ...extra });
  res.end(body);
}

async function readBody(req) {
  const chunks = [];
  for await (const c of req) chunks.push(c);
  const text = Buffer.concat(chunks).toString();
  try { return JSON.parse(text); } catch { return text; }
}

createServer(async (req, res) => {
  const url = new URL(req.url, 'http://localhost');
  if (url.pathname.startsWith('/api/')) {
    try {
      const answer = await api(req, url, await readBody(req));
      send(res, 200, 'application/json', JSON.stringify(answer));
    } catch (e) {
      const p = e instanceof Problem ? e : new Problem(500, 'internal', '內部錯誤', String(e.stack), '請稍後再試。');
      send(res, p.status, 'application/problem+json', JSON.stringify({ type: 'about:blank', title: p.title, status: p.status, code: p.code, detail: p.detail, mend: p.mend, detail_en: p.detail, mend_en: p.mend }));
    }
    return;
  }
  const file = join(DIST, normalize(url.pathname));
  const found = file.startsWith(DIST) && existsSync(file) && statSync(file).isFile() ? file : join(DIST, 'index.html');
  send(res, 200, TYPES[extname(found)] ?? 'application/octet-stream', readFileSync(found));
}).listen(Number(process.argv[2] ?? 8090), '127.0.0.1', function () { console.log(`http://127.0.0.1:${this.address().port}`); });
