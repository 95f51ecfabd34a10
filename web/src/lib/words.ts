// What changed between two texts, word by word: each Han character is a word, as are runs of letters and of digits.
export interface Span { kind: 'same' | 'del' | 'ins'; text: string }

const TOKEN = /\p{Script=Han}|[\p{L}\p{M}]+|[\d.,]+|\s+|[^]/gu;
const MOST = 2_000_000; // cells of the table below; longer texts are shown as one change between their common ends

const tokens = (text: string): string[] => text.match(TOKEN) ?? [];

export function wordDiff(before: string, after: string): Span[] {
  const a = tokens(before);
  const b = tokens(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middle = between(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return joined([
    { kind: 'same', text: a.slice(0, head).join('') },
    ...readable(joined(middle)),
    { kind: 'same', text: a.slice(a.length - tail).join('') },
  ]);
}

// The longest common run of words, by the usual table.
function between(a: string[], b: string[]): Span[] {
  if (a.length * b.length > MOST) return [{ kind: 'del', text: a.join('') }, { kind: 'ins', text: b.join('') }];
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] = a[i] === b[j] ? length[(i + 1) * width + j + 1]! + 1 : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
    }
  }
  const spans: Span[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { spans.push({ kind: 'same', text: a[i]! }); i++; j++; }
    else if (j >= b.length || (i < a.length && length[(i + 1) * width + j]! >= length[i * width + j + 1]!)) spans.push({ kind: 'del', text: a[i++]! });
    else spans.push({ kind: 'ins', text: b[j++]! });
  }
  return spans;
}

function joined(spans: Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    if (!span.text) continue;
    const last = out.at(-1);
    if (last?.kind === span.kind) last.text += span.text;
    else out.push({ ...span });
  }
  return out;
}

// A lone common character between two changes reads worse than one change: 推動智慧 → 建置智能 is not four pieces.
// Within one change the old words come first.
function readable(spans: Span[]): Span[] {
  const out: Span[] = [];
  let gone = '';
  let come = '';
  const flush = () => {
    if (gone) out.push({ kind: 'del', text: gone });
    if (come) out.push({ kind: 'ins', text: come });
    gone = come = '';
  };
  spans.forEach((span, n) => {
    if (span.kind === 'del') gone += span.text;
    else if (span.kind === 'ins') come += span.text;
    else if ((gone || come) && n < spans.length - 1 && [...span.text].length === 1) { gone += span.text; come += span.text; }
    else { flush(); out.push(span); }
  });
  flush();
  return out;
}
