/**
 * The load of a place is Σ 10·(risk/100)² over its open issues (DESIGN.md §8). It is kept as its weight, Σ risk², a whole
 * number: a thousandth of it is the load, exactly.
 */
export function loadOfWeight(weight: number): number {
  return weight / 1000
}

/** The weight of a load. Lines are set to a tenth, so nothing is lost. */
export function weightOfLoad(load: number): number {
  return Math.round(load * 1000)
}

/** What issues of these risks (0…100) weigh together. */
export function weightOfRisks(risks: Iterable<number>): number {
  let weight = 0
  for (const risk of risks) weight += risk * risk
  return weight
}

/** The load that issues of these risks put on their place. */
export function loadOf(risks: Iterable<number>): number {
  return loadOfWeight(weightOfRisks(risks))
}
