'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { issueKeys, riskKeys } from '../../lib/client/query-keys.ts'
import { previewWeights, saveWeights } from '../../lib/client/risk.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { WeightsVersion } from '../../lib/contract/risk.ts'
import { changedWeights, type WeightPath, weightProblems, withWeight } from '../../lib/domain/risk-weight-rules.ts'
import type { RiskWeights } from '../../lib/domain/risk-weights.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Button } from '../ui/button.tsx'
import { Callout } from '../ui/callout.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { notify } from '../ui/toaster.tsx'
import { WeightGroups } from './weight-groups.tsx'
import { WeightsPreviewResult } from './weights-preview.tsx'

/** Edits a copy of the weights; it is saved only after what it moves was shown. `restored` is an older version to begin with. */
export function WeightsEditor({
  current,
  restored,
  onDone,
}: {
  current: WeightsVersion
  restored: WeightsVersion | null
  onDone: () => void
}) {
  const [weights, setWeights] = useState<RiskWeights>((restored ?? current).weights)
  const [typed, setTyped] = useState<Partial<Record<WeightPath, string>>>({})
  const [reason, setReason] = useState(restored ? `Back to version ${restored.version}` : '')
  const preview = useMutation({ mutationFn: previewWeights })
  const save = useChange(
    () => saveWeights({ basedOn: current.version, weights, reason, restoredFrom: restored?.version ?? null }),
    {
      changes: [riskKeys.all, issueKeys.all],
      done: ({ version }) => {
        notify({ title: `Version ${version} is in force`, detail: 'Every issue is scored by it now.' })
        onDone()
      },
    },
  )
  const problems = weightProblems(weights)
  const changed = changedWeights(current.weights, weights)
  const isReady = problems.length === 0 && changed.length > 0

  function type(path: WeightPath, text: string): void {
    setTyped({ ...typed, [path]: text })
    setWeights(withWeight(weights, path, text.trim() === '' ? Number.NaN : Number(text)))
    preview.reset()
  }

  function discard(): void {
    setWeights(current.weights)
    setTyped({})
    setReason('')
    preview.reset()
    onDone()
  }

  return (
    <div className="flex flex-col gap-4">
      {restored && (
        <Callout title={`These are the weights of version ${restored.version}`}>
          Nothing is restored until you have looked at what moves and saved them as version {current.version + 1}.
        </Callout>
      )}
      <WeightGroups weights={weights} before={current.weights} editing={{ typed, problems, onType: type }} />
      <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 border-line border-t bg-canvas py-2 print:hidden">
        <Button
          variant={preview.data ? 'secondary' : 'primary'}
          disabled={!isReady}
          busy={preview.isPending}
          onClick={() => preview.mutate(weights)}
        >
          Show what would move
        </Button>
        <Button variant="ghost" disabled={changed.length === 0 && problems.length === 0 && !restored} onClick={discard}>
          Discard
        </Button>
        <span className="text-muted text-sm" aria-live="polite">
          {problems.length > 0
            ? `${problems.length} ${problems.length === 1 ? 'weight' : 'weights'} cannot be used yet`
            : changed.length === 0
              ? 'Nothing is changed'
              : `${changed.length} changed`}
        </span>
      </div>
      <ChangeError error={preview.error} />
      {preview.data && isReady && (
        <>
          <WeightsPreviewResult preview={preview.data} />
          <form
            className="flex max-w-[72ch] flex-col gap-3"
            onSubmit={(event) => {
              event.preventDefault()
              save.mutate(undefined)
            }}
          >
            <Field label="Reason" hint="It stays with the version and in the audit log.">
              <Input value={reason} required maxLength={500} onChange={(event) => setReason(event.target.value)} />
            </Field>
            <ChangeError error={save.error} />
            <div>
              <Button type="submit" variant="primary" busy={save.isPending}>
                Save as version {current.version + 1} and score every issue
              </Button>
            </div>
          </form>
        </>
      )}
    </div>
  )
}
