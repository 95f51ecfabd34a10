// Exact sums of figures as typed, as the server makes them: a sum in floating point would find differences that are none.
const FORM = /^-?\d{1,15}(\.\d{1,9})?$/;

export function addDecimals(texts: string[]): string | undefined {
  const clean = texts.map((t) => t.trim().replace(/,/g, '').replace(/^--/, ''));
  if (!clean.every((t) => FORM.test(t))) return undefined;
  const scale = Math.max(...clean.map((t) => t.split('.')[1]?.length ?? 0));
  const total = clean.reduce((sum, t) => {
    const [whole = '0', part = ''] = t.replace('-', '').split('.');
    const digits = BigInt(whole + part.padEnd(scale, '0'));
    return t.startsWith('-') ? sum - digits : sum + digits;
  }, 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, '0');
  const shown = scale ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '') : digits;
  return total < 0n ? `-${shown}` : shown;
}
