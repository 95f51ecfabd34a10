import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Lang } from '../lib/period';
import { messages } from './messages';

type Messages = typeof messages;
export type Text = { [K in keyof Messages]: Messages[K][0] };

function choose(index: 0 | 1): Text {
  return Object.fromEntries(Object.entries(messages).map(([key, pair]) => [key, pair[index]])) as Text;
}
const texts: Record<Lang, Text> = { zh: choose(0), en: choose(1) };

interface Language { lang: Lang; setLang: (lang: Lang) => void; t: Text }
const Context = createContext<Language>({ lang: 'zh', setLang: () => {}, t: texts.zh });
const KEY = 'gangmu.lang';

function kept(): Lang {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [lang, setLang] = useState<Lang>(kept);
  // Before the first request, which carries the page's language.
  document.documentElement.lang = lang === 'zh' ? 'zh-Hant-TW' : 'en';
  useEffect(() => {
    try { localStorage.setItem(KEY, lang); } catch { /* private mode: kept for this page only */ }
  }, [lang]);
  const value = useMemo(() => ({ lang, setLang, t: texts[lang] }), [lang]);
  return (
    <Context.Provider value={value}>
      <I18nProvider locale={lang === 'zh' ? 'zh-TW-u-ca-roc' : 'en-GB'}>{children}</I18nProvider>
    </Context.Provider>
  );
}

export const useLanguage = (): Language => useContext(Context);
export const useText = (): Text => useContext(Context).t;
