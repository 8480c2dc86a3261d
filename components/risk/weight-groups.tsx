import {
  labelOf,
  WEIGHT_GROUPS,
  WEIGHT_RULES,
  type WeightGroup,
  type WeightPath,
  type WeightProblem,
  type WeightRule,
  weightAt,
} from '../../lib/domain/risk-weight-rules.ts'
import type { RiskWeights } from '../../lib/domain/risk-weights.ts'
import { Input } from '../ui/input.tsx'

const GROUPS = Object.entries(WEIGHT_GROUPS) as [WeightGroup, { label: string; meaning: string }][]

interface Editing {
  /** As typed; a text that is no number stays as it is. */
  typed: Readonly<Partial<Record<WeightPath, string>>>
  problems: readonly WeightProblem[]
  onType: (path: WeightPath, text: string) => void
}

/** Every weight by its group, with what it means. `before` are those in force, beside those that differ. */
export function WeightGroups({
  weights,
  before,
  editing,
}: {
  weights: RiskWeights
  before: RiskWeights
  editing?: Editing
}) {
  return (
    <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
      {GROUPS.map(([group, { label, meaning }]) => (
        <section key={group} aria-label={label} className="min-w-0">
          <h3 className="font-medium text-sm">{label}</h3>
          <p className="text-muted text-xs">{meaning}</p>
          <ul className="mt-1 flex flex-col">
            {WEIGHT_RULES.filter(({ path }) => path.startsWith(`${group}.`)).map((rule) => (
              <li key={rule.path} className="border-line border-b py-1.5 last:border-b-0">
                <Weight
                  rule={rule}
                  groupLabel={label}
                  weights={weights}
                  before={before}
                  {...(editing && { editing })}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

interface WeightProps {
  rule: WeightRule
  groupLabel: string
  weights: RiskWeights
  before: RiskWeights
  editing?: Editing
}

function Weight({ rule: { path, meaning, min, max }, groupLabel, weights, before, editing }: WeightProps) {
  const points = weightAt(weights, path)
  const was = weightAt(before, path)
  const problem = editing?.problems.find((one) => one.path === path)
  const label = labelOf(path)
  const id = `weight-${path}`
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <div className="text-sm" id={id}>
          {label}
        </div>
        <div className="text-muted text-xs" id={`${id}-meaning`}>
          {meaning}
        </div>
        {problem && (
          <p role="alert" className="text-danger text-xs" id={`${id}-problem`}>
            {problem.message}
          </p>
        )}
      </div>
      {was !== points && <span className="pt-1.5 text-muted text-xs">was {was}</span>}
      {editing ? (
        <div className="w-20 shrink-0">
          <Input
            type="number"
            inputMode="numeric"
            min={min}
            max={max}
            step={1}
            aria-label={`${groupLabel}: ${label}`}
            aria-describedby={problem ? `${id}-meaning ${id}-problem` : `${id}-meaning`}
            aria-invalid={problem ? true : undefined}
            className="scroll-mb-16 text-right tabular-nums"
            value={editing.typed[path] ?? String(points)}
            onChange={(event) => editing.onType(path, event.target.value)}
          />
        </div>
      ) : (
        <span className="w-12 shrink-0 text-right font-medium text-sm">{points}</span>
      )}
    </div>
  )
}
