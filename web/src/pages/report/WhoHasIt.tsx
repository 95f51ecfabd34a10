// In whose hands the report is now, on the way it takes: filing, each stage of review, locked.
import { useApi } from '../../api/hooks';
import type { Cycles, Report } from '../../api/tracking';
import { Icon } from '../../components/Icon';
import { CONTENT } from '../../components/Marks';
import { usePerson } from '../../components/PersonField';
import { useLanguage } from '../../i18n';

export function WhoHasIt({ report, issuer }: { report: Report; issuer: string | undefined }) {
  const { lang, t } = useLanguage();
  const person = usePerson();
  const cycles = useApi<Cycles>(`/plans/${encodeURIComponent(report.plan)}/cycles`, {}, { now: true });
  const { who, obligation: owed } = report;
  const at = who.at === 'office' ? -1 : who.at === 'done' ? Infinity : who.stage ?? 0;
  const stages = cycles.data?.stages ?? [];
  const officer = owed.officer ? person(owed.officer) : '';
  const steps = [
    { name: t.stageOffice, whose: [owed.agency, officer].filter(Boolean).join(' '), n: -1 },
    ...stages.map((s, n) => ({ name: (lang === 'en' && s.name_en) || s.name, whose: (s.scope === 'agency' ? owed.agency : s.scope === 'issuer' ? issuer : s.agency) ?? '', n })),
    { name: t.stageLocked, whose: '', n: Infinity },
  ];
  return (
    <ol className="who-way" aria-label={t.whoHasIt}>
      {steps.map((s) => (
        <li key={s.n} className={s.n === at ? 'who-now' : s.n < at ? 'who-past' : 'who-next'} {...(s.n === at ? { 'aria-current': 'step' as const } : {})}>
          <span className="who-mark" aria-hidden="true">{s.n < at || (s.n === Infinity && at === Infinity) ? <Icon name={s.n === Infinity ? 'lock' : 'check'} size={14} /> : s.n === Infinity ? <Icon name="lock" size={14} /> : s.n + 2}</span>
          <span className="who-words"><strong>{s.name}</strong>{s.n === at && at !== Infinity && <span className="tally">{t.whoNow}</span>}{s.whose && <span className="quiet" lang={CONTENT}>{s.whose}</span>}</span>
        </li>
      ))}
    </ol>
  );
}
