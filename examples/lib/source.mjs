// Reads examples/src/*.plan into a document: a title page and blocks. The kind of source is our own:
//   key: value            before the first blank line (id, title, issuer, lines of the title page …)
//   # ## ###              headings        - …  list items        anything else: a paragraph
//   ^ caption  ^unit …    of the table that follows; |! header row; | row. In a cell: ^ merged with the cell above,
//                         < merged with the cell on the left, // a line break
//   {{part}}              a part made from the outline; {{next}} the next table number
//   %% outline            what follows is the outline: =goal =strategy =measure @practice - item % indicator
export function readSource(text) {
  const [body, outlineText = ''] = text.split(/^%% outline\n/m);
  const [head, ...rest] = body.split('\n\n');
  const meta = Object.fromEntries(head.split('\n').map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));
  const outline = readOutline(outlineText);
  return { meta, outline, blocks: new Maker(outline, meta).blocks(rest.join('\n\n')) };
}

const goalName = (goal) => `目標${'一二三四五六'[goal.number - 1]}、${goal.title}`;

function readOutline(text) {
  const goals = [];
  let goal, strategy, measure, practice;
  for (const line of text.split('\n').filter(Boolean)) {
    const fields = (mark) => line.slice(mark.length).trim().split('|').map((field) => field.trim());
    if (line.startsWith('=goal ')) {
      const [label, title, about] = fields('=goal ');
      goals.push((goal = { number: goals.length + 1, label, title, about, strategies: [] }));
    } else if (line.startsWith('=strategy ')) {
      const [title, lead] = fields('=strategy ');
      strategy = { label: `${goal.number}-${goal.strategies.length + 1}`, title, lead, measures: [] };
      goal.strategies.push(strategy);
      measure = undefined;
    } else if (line.startsWith('=measure ')) {
      const [title, lead, co] = fields('=measure ');
      const number = strategy.measures.length + 1;
      measure = { number, label: `${strategy.label}-${number}`, title, lead, co: co === '-' ? '' : co, practices: [] };
      strategy.measures.push(measure);
    } else if (line.startsWith(': ')) {
      (measure ?? strategy).about = line.slice(2);
    } else if (line.startsWith('@ ')) {
      practice = { label: `${measure.number}.${measure.practices.length + 1}`, title: line.slice(2), items: [] };
      measure.practices.push(practice);
    } else if (line.startsWith('- ')) {
      const [title, time] = fields('- ');
      practice.items.push({ label: `${practice.label}.${practice.items.length + 1}`, title, time });
    } else if (line.startsWith('% ')) {
      const [title, unit, overall, ...years] = fields('% ');
      measure.indicator = { title, unit, overall, years };
    } else {
      throw new Error(`outline: ${line}`);
    }
  }
  return goals;
}

class Maker {
  constructor(goals, meta) {
    this.tree = goals;
    this.tables = 0;
    this.years = [...(meta.years ?? '114 115 116 117').split(' ')];
  }

  blocks(text) {
    const blocks = [];
    let table, caption, unit, items;
    for (const raw of text.split('\n')) {
      const line = raw.replaceAll('{{next}}', () => this.next());
      const isRow = line.startsWith('|');
      if (!isRow && table) table = undefined;
      if (!line.startsWith('- ')) items = undefined;
      if (!line) continue;
      const part = /^\{\{(\w+)\}\}$/.exec(line);
      const heading = /^(#+) (.*)$/.exec(line);
      if (part) {
        blocks.push(...this[part[1]]());
      } else if (heading) {
        blocks.push({ type: 'heading', level: heading[1].length, text: heading[2] });
      } else if (line.startsWith('^unit ')) {
        unit = line.slice(6);
      } else if (line.startsWith('^ ')) {
        caption = line.slice(2);
        const number = /^(?:表|Table) ?(\d+)/.exec(caption);
        if (number) this.tables = Math.max(this.tables, Number(number[1]));
      } else if (isRow) {
        if (!table) {
          blocks.push((table = { type: 'table', caption, unit, header: 0, rows: [] }));
          caption = unit = undefined;
        }
        const header = line.startsWith('|!');
        if (header) ++table.header;
        table.rows.push(line.replace(/^\|!?/, '').replace(/\|$/, '').split('|').map((cell) => cell.trim()));
      } else if (line.startsWith('- ')) {
        if (!items) blocks.push((items = { type: 'list', items: [] }));
        items.items.push(line.slice(2));
      } else {
        blocks.push({ type: 'paragraph', text: line });
      }
    }
    return blocks.map((block) => (block.type === 'table' ? { ...block, rows: spans(block.rows) } : block));
  }

  next() {
    return String(++this.tables);
  }

  table(caption, header, rows, unit) {
    return { type: 'table', caption: caption && `表 ${this.next()} ${caption}`, unit, header: header.length,
      rows: [...header, ...rows] };
  }

  // ---- the parts

  goals() {
    return [{ type: 'list', items: this.tree.map((goal) => {
      const measures = goal.strategies.reduce((sum, strategy) => sum + strategy.measures.length, 0);
      return `${goalName(goal)}：${goal.strategies.length} 項策略、${measures} 項措施。`;
    }) }];
  }

  outline() {
    const blocks = [];
    for (const goal of this.tree) {
      blocks.push({ type: 'heading', level: 2, text: goalName(goal) }, { type: 'paragraph', text: goal.about });
      for (const strategy of goal.strategies) {
        blocks.push({ type: 'heading', level: 3, text: `策略 ${strategy.label} ${strategy.title}` });
        blocks.push({ type: 'paragraph', text: strategy.about });
        for (const measure of strategy.measures) {
          const co = measure.co ? `；協辦機關：${measure.co}` : '';
          blocks.push({ type: 'heading', level: 4, text: `措施 ${measure.label} ${measure.title}` });
          blocks.push({ type: 'paragraph', text: measure.about });
          blocks.push({ type: 'paragraph', text: `主辦機關：${measure.lead}${co}` });
        }
      }
    }
    return blocks;
  }

  division() {
    const rows = [];
    for (const goal of this.tree)
      for (const strategy of goal.strategies)
        for (const measure of strategy.measures) {
          const firstOfStrategy = measure === strategy.measures[0];
          const firstOfGoal = firstOfStrategy && strategy === goal.strategies[0];
          rows.push([
            firstOfGoal ? goalName(goal) : '^',
            firstOfStrategy ? `${strategy.label} ${strategy.title}` : '^',
            `${measure.label} ${measure.title}`,
            measure.lead,
            measure.co || '-',
          ]);
        }
    return [this.table('各項措施分工', [['目標', '策略', '措施', '主辦機關', '協辦機關']], rows)];
  }

  schedules() {
    const blocks = [];
    const header = ['事項', '具體作法', '重點工作項目', '起訖時程', '主協辦機關單位'];
    for (const goal of this.tree)
      for (const strategy of goal.strategies) {
        blocks.push({ type: 'heading', level: 2,
          text: `策略 ${strategy.label} ${strategy.title} 辦理重點及期程(${strategy.lead})` });
        const rows = [];
        for (const measure of strategy.measures)
          for (const practice of measure.practices)
            for (const item of practice.items) {
              const first = item === practice.items[0];
              const firstOfMeasure = first && practice === measure.practices[0];
              const { indicator } = measure;
              rows.push([
                firstOfMeasure
                  ? `${measure.number}.${measure.title}//目標：//•至 ${this.years.at(-1)} 年${indicator.title}${/^[\d]/.test(indicator.overall) ? '達 ' : ''}${indicator.overall}`
                  : '^',
                first ? `${practice.label} ${practice.title}` : '^',
                `${item.label} ${item.title}`,
                item.time,
                firstOfMeasure ? `(主) ${measure.lead}${measure.co ? `//(協) ${measure.co}` : ''}` : '^',
              ]);
            }
        blocks.push(this.table(undefined, [header], rows));
      }
    return blocks;
  }

  kpis() {
    const blocks = [];
    const none = this.years.slice(1).map(() => '<');
    for (const goal of this.tree) {
      blocks.push({ type: 'heading', level: 2, text: `${goalName(goal)}之績效指標` });
      const rows = [];
      for (const strategy of goal.strategies)
        for (const measure of strategy.measures) {
          const { title, unit, overall, years } = measure.indicator;
          rows.push([
            measure === strategy.measures[0] ? `${strategy.label} ${strategy.title}` : '^',
            `${measure.label} ${measure.title}`,
            `${title}${overall.includes(unit) ? '' : `(${unit})`}`,
            overall, ...years,
            measure.lead.replace(/\(.*\)/, ''),
          ]);
        }
      blocks.push(this.table(`目標${'一二三四五六'[goal.number - 1]}績效指標`, [
        ['策略', '措施', '衡量指標', '全期目標', '分年目標', ...none, '主辦機關'],
        ['^', '^', '^', '^', ...this.years.map((year) => `${year} 年`), '^'],
      ], rows));
    }
    return blocks;
  }
}

// Cells with their spans: {text, rows, columns}, null where covered.
function spans(rows) {
  const cells = rows.map((row) => row.map((text) => ({ text: text.replaceAll('//', '\n'), rows: 1, columns: 1 })));
  for (let r = rows.length - 1; r >= 0; --r)
    for (let c = rows[r].length - 1; c >= 0; --c) {
      const mark = rows[r][c];
      if (mark === '<') {
        cells[r][c - 1].columns += cells[r][c].columns;
        cells[r][c] = null;
      } else if (mark === '^') {
        cells[r - 1][c].rows += cells[r][c].rows;
        cells[r][c] = null;
      }
    }
  return cells;
}
