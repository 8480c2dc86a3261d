import type { OwnerFilePreview } from '../../lib/contract/owner-files.ts'
import { Button } from '../ui/button.tsx'
import { EntryTable, Problems } from './owner-file-entries.tsx'

/** What an import would add and remove, whom of its owners we do not know, and which lines are left out. */
export function ImportPreview({
  preview: { dialect, added, removed, unchanged, strangers, problems, bounded },
  onName,
}: {
  preview: OwnerFilePreview
  onName: (handle: string, team: string | null) => void
}) {
  return (
    <div className="flex flex-col gap-3" role="status">
      <p className="text-sm">
        {dialect && `Read as ${dialect === 'gitlab' ? 'GitLab' : 'GitHub'} reads it. `}
        {added.length.toLocaleString('en-GB')}
        {bounded && '+'} new, {removed.length.toLocaleString('en-GB')} gone, {unchanged.toLocaleString('en-GB')} as
        before.
      </p>
      <Problems problems={problems} />
      {strangers.length > 0 && (
        <div>
          <h3 className="font-medium text-sm">Owners that mean no team</h3>
          <ul className="flex flex-col gap-1 text-sm">
            {strangers.map(({ name, rules, suggestion }) => (
              <li key={name} className="flex flex-wrap items-baseline gap-2">
                <code className="font-mono text-xs [overflow-wrap:anywhere]">{name}</code>
                <span className="text-muted">on {rules.toLocaleString('en-GB')} lines</span>
                <Button size="small" onClick={() => onName(name, suggestion)}>
                  {suggestion ? `Say that it means ${suggestion}` : 'Say which team it means'}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {added.length > 0 && <EntryTable caption="What it would add" entries={added} empty="" />}
      {removed.length > 0 && (
        <details className="text-sm">
          <summary>What the file says no more</summary>
          <EntryTable caption="What it would remove" entries={removed} empty="" />
        </details>
      )}
    </div>
  )
}
