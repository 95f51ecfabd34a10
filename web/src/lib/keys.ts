// An agency's own keys, pasted from its sheet: a line each, the key, then what it stands for.
export interface Target { id: string; label: string; title: string }

// Which item a line means: by Gangmu's id, its label with its title, its title, or its label if only one has it.
function finder(items: Target[]): (text: string) => string | undefined {
  const plain = (s: string) => s.normalize('NFKC').replace(/\s+/g, '');
  const by = new Map<string, string | null>();
  const put = (name: string, id: string) => { const key = plain(name); if (key) by.set(key, by.has(key) && by.get(key) !== id ? null : id); };
  for (const i of items) { put(i.id, i.id); put(`${i.label}${i.title}`, i.id); put(i.title, i.id); put(i.label, i.id); }
  return (text) => by.get(plain(text)) ?? undefined;
}

export function pastedKeys(text: string, items: Target[]): { keys: Record<string, string>; bad: string[] } {
  const find = finder(items);
  const keys: Record<string, string> = {}; // by item
  const bad: string[] = [];
  for (const line of text.split(/\r?\n/).filter((l) => l.trim())) {
    const m = /^\s*([^\t,，]+?)\s*(?:\t|,|，|\s{2,})\s*(.+?)\s*$/.exec(line) ?? /^\s*(\S+)\s+(.+?)\s*$/.exec(line);
    const id = m && find(m[2]!.split('\t').join(''));
    if (m && id) keys[id] = m[1]!;
    else bad.push(line);
  }
  return { keys, bad };
}
