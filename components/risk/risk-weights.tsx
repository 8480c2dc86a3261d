'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { weightsOptions } from '../../lib/client/risk.ts'
import type { WeightsVersion } from '../../lib/contract/risk.ts'
import { Loaded } from '../settings/loaded.tsx'
import { Section } from '../ui/section.tsx'
import { WeightGroups } from './weight-groups.tsx'
import { WeightsEditor } from './weights-editor.tsx'
import { WeightsHistory } from './weights-history.tsx'

/** How many points each part of the risk is worth, who changed them, and what a change would move. */
export function RiskWeights({ mayManage }: { mayManage: boolean }) {
  const read = useQuery(weightsOptions)
  const [restored, setRestored] = useState<WeightsVersion | null>(null)
  return (
    <>
      <Section
        title="Weights of the risk"
        note="The risk of an issue is the sum of its parts, from 0 to 100. These are the points of each part."
      >
        <Loaded what="the weights" read={read}>
          {(current) =>
            mayManage ? (
              <WeightsEditor
                key={`${current.version} ${restored?.version ?? ''}`}
                current={current}
                restored={restored}
                onDone={() => setRestored(null)}
              />
            ) : (
              <>
                <p className="text-muted text-sm">An administrator can change them.</p>
                <WeightGroups weights={current.weights} before={current.weights} />
              </>
            )
          }
        </Loaded>
      </Section>
      <WeightsHistory {...(mayManage && { onRestore: setRestored })} />
    </>
  )
}
