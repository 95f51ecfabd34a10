import { useState } from 'react';
import { useNavigate } from 'react-router';
import { send } from '../../api/client';
import type { Correction } from '../../api/desk';
import { Button, IconButton } from '../../components/Button';
import { Link, planAddress, useAddress } from '../../components/Link';
import { CONTENT, Draft, Instant, Unproofed } from '../../components/Marks';
import { Menu } from '../../components/Menu';
import { ReasonDialog } from '../../components/ReasonDialog';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { describe, ownOperations } from './describe';
import { proposalAddress } from './Reread';
import { useDesk } from './useDesk';

export type DeskDialog = 'publish' | 'header' | 'corrections' | 'reread' | 'help';
interface Props { done: number; all: number; unsaved: number; last: Correction | undefined; names: (id: string) => string; onUndo: () => void; onDialog: (dialog: DeskDialog) => void }

export function DeskHeader({ done, all, unsaved, last, names, onUndo, onDialog }: Props) {
  const { lang, t } = useLanguage();
  const desk = useDesk();
  const navigate = useNavigate();
  const address = useAddress();
  const [withdrawing, setWithdrawing] = useState(false);
  const { head } = desk;
  const drafted = head.state === 'draft' || head.draft;
  const go = (to: string) => () => void navigate(address(to));
  const undoing = last && describe(ownOperations(last.operations)[0]!, t, names);
  const attach = async (to: string) => {
    try {
      await desk.command((version) => send('POST', `${desk.path}/attach`, { to, ...(version === undefined ? {} : { version }) }));
      void navigate(planAddress(to, 'desk'));
    } catch (e) {
      tell((e as Error).message, 'error');
    }
  };
  return (
    <>
      <div className="desk-head">
        <div className="desk-title">
          <p className="crumbs"><Link to="/desk">{t.desk}</Link></p>
          <h1 lang={CONTENT}>{head.title}</h1>
          <p className="meta">
            {drafted ? <Draft /> : <span>{t.edition(head.edition ?? 1)}</span>}
            {!drafted && !head.proofread && <Unproofed />}
            {!drafted && <span>{t.deskNoDraftYet}</span>}
            <span className="desk-done">{t.deskProgress(done, all)}</span>
            <Link to={`${planAddress(desk.plan)}${head.state === 'draft' ? '?draft=true' : ''}`}>{t.deskAsRead}</Link>
          </p>
        </div>
        <div className="page-tools">
          <IconButton icon="keyboard" label={t.deskKeys} onPress={() => onDialog('help')} />
          <Button icon="undo" isDisabled={!last} onPress={onUndo} {...(undoing ? { 'aria-label': `${t.deskUndo}：${undoing}` } : {})}>{t.deskUndo}</Button>
          <Menu label={t.deskMoreTools} entries={[
            { id: 'corrections', label: t.deskCorrections, onAction: () => onDialog('corrections') },
            { id: 'header', label: t.deskHeader, onAction: () => onDialog('header') },
            ...(head.editions?.length ? [{ id: 'diff', label: t.deskDiffPublished, onAction: go(`${planAddress(desk.plan, 'diff')}`) }] : []),
            { id: 'reread', label: t.deskReread, onAction: () => onDialog('reread') },
            { id: 'history', label: t.history, onAction: go(planAddress(desk.plan, 'history')) },
            ...(drafted ? ['rule' as const, { id: 'withdraw', label: t.deskWithdrawDraft, onAction: () => setWithdrawing(true) }] : []),
          ]} />
          {drafted && <Button look="primary" onPress={() => onDialog('publish')}>{t.deskPublish}</Button>}
        </div>
      </div>
      {head.proposal && <div className="banner desk-banner" role="status"><p>{t.deskProposalWaits}</p><Link className="button" to={proposalAddress(desk.plan)}>{t.deskProposalLook}</Link></div>}
      {(head.resembles ?? []).slice(0, 1).map((r) => <div key={r.plan} className="banner desk-banner" role="status"><p>{t.deskResembles(r.title)}</p><Button onPress={() => void attach(r.plan)}>{t.deskAttach}</Button></div>)}
      {unsaved > 0 && desk.behind.length > 0 && (
        <div className="banner desk-banner" role="status"><p>{desk.behind.slice(-1).map((e) => <span key={e.seq}><Instant at={e.recorded} /> {e.actor}：{e.summary[lang]}</span>)}</p><Button onPress={() => void desk.reload()}>{t.deskReloadKeep}</Button></div>
      )}
      {withdrawing && (
        <ReasonDialog title={t.deskWithdrawDraft} action={t.deskWithdraw} danger onClose={() => setWithdrawing(false)}
          onDone={async (reason) => { await desk.command(() => send('POST', `${desk.path}/withdraw`, { edition: 0, reason })); tell(t.withdrawn); void navigate('/desk'); }}>
          <p>{t.deskWithdrawDraftText}</p>
        </ReasonDialog>
      )}
    </>
  );
}
