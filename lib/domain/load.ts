/** The load that issues of these risks (0…100) put on their place: Σ 10·(risk/100)² (DESIGN.md §8). */
export function loadOf(risks: Iterable<number>): number {
  let load = 0
  for (const risk of risks) load += 10 * (risk / 100) ** 2
  return load
}
