import type { WeightsPreview } from '../../contract/risk.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import { scoreRisk } from '../../domain/risk.ts'
import { bandOf, RISK_BANDS } from '../../domain/risk-band.ts'
import { riskFacts } from '../../domain/risk-facts.ts'
import type { RiskWeights } from '../../domain/risk-weights.ts'
import { type Db, database } from '../../store/database.ts'
import { issueRows } from '../../store/issues/rows.ts'
import { weightsInForce } from '../../store/risk/current.ts'
import { comparedIssues } from '../../store/risk/preview/issues.ts'
import { countOpen, sampleOpen } from '../../store/risk/preview/sample.ts'
import { issueRow } from '../issues/row.ts'
import { PlaceContexts } from './place-contexts.ts'

/** So many open issues are compared one by one, in a few seconds; of more, a sample. */
const MOST_COMPARED = 100_000
const RISKIEST = 20_000
const AT_ONCE = 5_000
const MOVERS = 20

/** Scores open issues by the weights in force and by others, and tells which would move. Writes nothing. */
export async function previewWeights(
  actor: Actor,
  weights: RiskWeights,
  mostCompared = MOST_COMPARED,
): Promise<Result<WeightsPreview>> {
  const refused = refusal(actor, 'risk.manage')
  if (refused) return refused
  const db = database()
  const { version, weights: inForce } = await weightsInForce(db)
  const open = await countOpen(db)
  const riskiest = Math.min(RISKIEST, Math.floor(mostCompared / 5))
  const everyNth = Math.ceil(open / Math.max(1, mostCompared - riskiest))
  const sample = open <= mostCompared ? null : { riskiest, everyNth }
  const ids = await sampleOpen(db, sample)
  const contexts = new PlaceContexts(db, [inForce, weights], new Date())
  const moves = new Moves()
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const issues = await comparedIssues(db, ids.slice(at, at + AT_ONCE))
    await contexts.learn(issues.map(({ placeId }) => placeId))
    for (const issue of issues) {
      const facts = riskFacts(issue)
      const [before, after] = contexts.of(issue)
      if (before && after) moves.add(issue.id, scoreRisk(facts, before).total, scoreRisk(facts, after).total)
    }
  }
  return ok({
    ...{ basedOn: version, open, compared: moves.compared, sample, raised: moves.raised, lowered: moves.lowered },
    bands: moves.bands(),
    movers: await named(db, moves.largest),
  })
}

interface Move {
  id: number
  from: number
  to: number
}

/** Counts moves, and keeps the largest ones. */
class Moves {
  compared = 0
  raised = 0
  lowered = 0
  readonly #bands = new Map<string, number>()
  #largest: Move[] = []

  add(id: number, from: number, to: number): void {
    this.compared++
    if (from === to) return
    if (to > from) this.raised++
    else this.lowered++
    const move = `${bandOf(from)} ${bandOf(to)}`
    this.#bands.set(move, (this.#bands.get(move) ?? 0) + 1)
    this.#largest.push({ id, from, to })
    if (this.#largest.length > 50 * MOVERS) this.#largest = this.largest
  }

  get largest(): Move[] {
    const size = ({ from, to }: Move) => Math.abs(to - from)
    return this.#largest.toSorted((a, b) => size(b) - size(a) || b.to - a.to || a.id - b.id).slice(0, MOVERS)
  }

  bands(): WeightsPreview['bands'] {
    return RISK_BANDS.flatMap((from) =>
      RISK_BANDS.flatMap((to) => {
        const issues = from === to ? 0 : (this.#bands.get(`${from} ${to}`) ?? 0)
        return issues > 0 ? [{ from, to, issues }] : []
      }),
    )
  }
}

async function named(db: Db, moves: readonly Move[]): Promise<WeightsPreview['movers']> {
  const stored = await issueRows(
    db,
    moves.map(({ id }) => id),
  )
  const rows = new Map(stored.map((issue) => [issue.id, issueRow(issue, new Date())]))
  return moves.flatMap(({ id, from, to }) => {
    const row = rows.get(id)
    return row ? [{ id, title: row.title, where: row.where.label, team: row.team, from, to }] : []
  })
}
