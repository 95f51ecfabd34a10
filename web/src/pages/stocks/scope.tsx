// What every page of stocks shares: whose figures they are (real ones or an exercise's, in the address), its banner, and
// addresses that keep it.
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { Exercise, StockScope } from '../../api/stocks';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { Select, TextField } from '../../components/Fields';
import { Dialog } from '../../components/Dialog';
import { NavLink } from '../../components/Link';
import { ReasonDialog } from '../../components/ReasonDialog';
import { CONTENT } from '../../components/Marks';
import { Failure } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';

export function useExercise(): string {
  const [params] = useSearchParams();
  return params.get('exercise') ?? '';
}

export function useStockAddress(): (path?: string) => string {
  const exercise = useExercise();
  return (path = '') => `/stocks${path}${exercise ? `${path.includes('?') ? '&' : '?'}exercise=${encodeURIComponent(exercise)}` : ''}`;
}

// The page's title and banner say 演習 wherever the figures are of one; the banner is printed too.
export function StockFrame({ title, scope, children }: { title: string | undefined; scope: StockScope | undefined; children: ReactNode }) {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const exercise = scope?.exercise;
  usePage(title && (exercise || params.get('exercise') ? `【${t.exerciseMark}】${title}` : title));
  const leave = () => { const next = new URLSearchParams(params); next.delete('exercise'); setParams(next); };
  return (
    <div className={`page page-wide stock-page${exercise ? ' stock-drill' : ''}`}>
      {exercise && (
        <div className="drill-banner" role="status">
          <p><strong className="drill-mark">{t.exerciseMark}</strong> {t.exerciseBanner(exercise.name)}{!exercise.open && `（${t.exerciseEnded}）`}</p>
          {exercise.scenario && <p lang={CONTENT}>{exercise.scenario}</p>}
          <div className="row drill-tools"><Button onPress={leave}>{t.exerciseLeave}</Button></div>
        </div>
      )}
      <StockTabs />
      {children}
    </div>
  );
}

function StockTabs() {
  const t = useText();
  const to = useStockAddress();
  return (
    <nav className="tabs" aria-label={t.stocks}>
      <NavLink to={to()} end>{t.stocks}</NavLink>
      <NavLink to={to('/what-if')}>{t.whatIf}</NavLink>
      <NavLink to={to('/shortages')}>{t.shortages}</NavLink>
    </nav>
  );
}

export function ExerciseChooser() {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const [starting, setStarting] = useState(false);
  const [ending, setEnding] = useState(false);
  const list = useApi<{ exercises: Exercise[]; manages: boolean }>('/stocks/exercises', {}, { now: true });
  const chosen = params.get('exercise') ?? '';
  const choose = (id: string) => { const next = new URLSearchParams(params); if (id) next.set('exercise', id); else next.delete('exercise'); setParams(next); };
  const client = useQueryClient();
  const end = async (reason: string) => {
    await send('POST', `/stocks/exercises/${encodeURIComponent(chosen)}/end`, { reason });
    await client.invalidateQueries();
  };
  const exercises = list.data?.exercises ?? [];
  if (!exercises.length && !list.data?.manages) return null;
  return (
    <div className="row">
      {exercises.length > 0 && <Select label={t.exerciseChoose} value={chosen || 'real'} onChange={(id) => choose(id === 'real' ? '' : id)} choices={[{ id: 'real', label: t.exerciseReal }, ...exercises.map((e) => ({ id: e.id, label: `${t.exercise}：${e.name}${e.open ? '' : `（${t.exerciseEnded}）`}` }))]} />}
      {list.data?.manages && !chosen && <Button onPress={() => setStarting(true)}>{t.exerciseStart}</Button>}
      {list.data?.manages && exercises.some((e) => e.id === chosen && e.open) && <Button onPress={() => setEnding(true)}>{t.exerciseEnd}</Button>}
      {starting && <StartDialog onClose={() => setStarting(false)} onStarted={choose} />}
      {ending && <ReasonDialog title={t.exerciseEnd.replace('…', '')} action={t.exerciseEnd} onClose={() => setEnding(false)} onDone={end} />}
    </div>
  );
}

function StartDialog({ onClose, onStarted }: { onClose: () => void; onStarted: (id: string) => void }) {
  const t = useText();
  const [name, setName] = useState('');
  const [scenario, setScenario] = useState('');
  const { run, error } = useWrite(() => send<{ id: string }>('POST', '/stocks/exercises', { name: name.trim(), scenario: scenario.trim() }));
  const start = async () => { const made = await run(); if (made) { onClose(); onStarted(made.id); } };
  return (
    <Dialog title={t.exerciseStart.replace('…', '')} open onClose={onClose}>
      <form onSubmit={(e) => { e.preventDefault(); if (name.trim()) void start(); }}>
        {error && <Failure error={error} />}
        <TextField label={t.exerciseName} value={name} onChange={setName} isRequired maxLength={100} autoFocus />
        <TextArea label={t.exerciseScenario} hint={t.exerciseHint} rows={3} value={scenario} onChange={setScenario} maxLength={600} />
        <div className="row"><Button type="submit" look="primary" isDisabled={!name.trim()}>{t.exerciseStart.replace('…', '')}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
