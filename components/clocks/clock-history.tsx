'use client'

import { useQuery } from '@tanstack/react-query'
import { clockVersionsOptions } from '../../lib/client/clocks.ts'
import { Loaded } from '../settings/loaded.tsx'
import { FactsTable } from '../table/facts-table.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { isForAll, type Policy, ruleWords } from './clock-words.ts'

/** Who set the clocks, when and why; an earlier version can be looked at, and saved again. */
export function ClockHistory({ mayManage, onTake }: { mayManage: boolean; onTake: (policy: Policy) => void }) {
  const versions = useQuery(clockVersionsOptions)
  return (
    <Section title="History" note="every version is kept">
      <Loaded what="the versions" read={versions}>
        {({ rows }) => (
          <FactsTable
            caption="Versions of the clocks"
            rows={rows}
            rowKey={({ version }) => version}
            empty="Nobody has set a clock yet: 7, 30, 90 and 180 days by severity apply."
            columns={[
              { heading: 'Version', cell: ({ version }) => version },
              { heading: 'When', cell: ({ savedAt }) => savedAt && <Time at={savedAt} /> },
              { heading: 'Who', cell: ({ savedBy }) => savedBy?.name ?? 'somebody whose account is gone' },
              {
                heading: 'Why',
                cell: ({ reason }) => <span className="block min-w-40 [overflow-wrap:anywhere]">{reason}</span>,
              },
              {
                heading: 'All others',
                cell: ({ policy }) => {
                  const rule = policy.rules.find(isForAll)
                  return rule && <span className="block min-w-48 text-muted">{ruleWords(rule)}</span>
                },
              },
              {
                heading: 'Clocks',
                numeric: true,
                cell: ({ policy }) => policy.rules.length,
              },
              {
                heading: 'Take over',
                cell: ({ version, policy }) =>
                  mayManage && (
                    <Button size="small" onClick={() => onTake(policy)} aria-label={`Take over version ${version}`}>
                      Take over
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  )
}
