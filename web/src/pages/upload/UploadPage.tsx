import { useRef } from 'react';
import { useRole, useSession } from '../../api/hooks';
import { ApiError } from '../../api/client';
import { usePage } from '../../app/usePage';
import { Failure, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import { DropFiles } from './DropFiles';
import { JobRow } from './JobRow';
import { useUploads } from './useUploads';

export default function UploadPage() {
  const t = useText();
  usePage(t.upload);
  const session = useSession();
  const may = useRole('officer');
  const { uploads, add, cancel } = useUploads();
  const status = useRef<HTMLDivElement>(null);
  if (session.isPending) return <div className="page"><Skeleton /></div>;
  if (!session.data?.account || !may) {
    return <div className="page"><h1>{t.upload}</h1><Failure error={new ApiError(session.data?.account ? 403 : 401, { detail: t.uploadNeedsRight })} /></div>;
  }
  const take = (files: File[]) => { add(files); status.current?.focus(); };
  return (
    <div className="page page-narrow">
      <h1>{t.upload}</h1>
      <p className="lede">{t.uploadLede}</p>
      <DropFiles onFiles={take} />
      <div ref={status} tabIndex={-1} aria-label={t.uploads} role="region">
        {uploads.length > 0 && <ul className="jobs">{uploads.map((u) => <JobRow key={u.key} upload={u} onCancel={() => cancel(u.key)} />)}</ul>}
      </div>
    </div>
  );
}
