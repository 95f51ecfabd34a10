import { useRef } from 'react';
import { Button as AriaButton, DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { useRole, useSession } from '../../api/hooks';
import { ApiError } from '../../api/client';
import { usePage } from '../../app/usePage';
import { Icon } from '../../components/Icon';
import { Failure, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import { JobRow } from './JobRow';
import { useUploads } from './useUploads';

const ACCEPTED = ['.pdf', '.odt', '.docx', '.html', '.htm', '.md', '.txt', '.xlsx', '.ods', '.csv'];

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
  const take = (files: Iterable<File>) => { add([...files]); status.current?.focus(); };
  return (
    <div className="page page-narrow">
      <h1>{t.upload}</h1>
      <p className="lede">{t.uploadLede}</p>
      <DropZone className="drop" aria-label={t.dropHere} getDropOperation={() => 'copy'}
        onDrop={(event) => void Promise.all(event.items.filter(isFileDropItem).map((item) => item.getFile())).then(take)}>
        <Icon name="upload" size={32} />
        <Text slot="label" className="drop-label">{t.dropHere}</Text>
        <FileTrigger allowsMultiple acceptedFileTypes={ACCEPTED} onSelect={(files) => { if (files) take(files); }}>
          <AriaButton className="button button-primary">{t.chooseFiles}</AriaButton>
        </FileTrigger>
        <p className="quiet">{t.uploadLimits}</p>
      </DropZone>
      <div ref={status} tabIndex={-1} aria-label={t.uploads} role="region">
        {uploads.length > 0 && <ul className="jobs">{uploads.map((u) => <JobRow key={u.key} upload={u} onCancel={() => cancel(u.key)} />)}</ul>}
      </div>
    </div>
  );
}
