/** Whether any of them has it: true when one has, null when none has for sure and one is not known or there is none, else false. */
export function tell<Item>(items: readonly Item[], has: (item: Item) => boolean | null): boolean | null {
  let answer: boolean | null = items.length === 0 ? null : false
  for (const item of items) {
    const fact = has(item)
    if (fact === true) return true
    if (fact === null) answer = null
  }
  return answer
}

export function negated(fact: boolean | null): boolean | null {
  return fact === null ? null : !fact
}

interface Named {
  cluster: string
  namespace: string
  name: string
}

/** The first workload by name, and how many more. */
export function named(workloads: readonly Named[]): string {
  const [first] = workloads
  if (!first) return 'an unnamed workload'
  const name = `${first.cluster}/${first.namespace}/${first.name}`
  return workloads.length === 1 ? name : `${name} and ${workloads.length - 1} more`
}

/** What is known of a question asked of several workloads: the answer, and which of them say yes. */
export interface Answer {
  fact: boolean | null
  where: string
}

export function ask<Item extends Named>(workloads: readonly Item[], has: (one: Item) => boolean | null): Answer {
  const having = workloads.filter((one) => has(one) === true)
  return { fact: tell(workloads, has), where: having.length > 0 ? named(having) : '' }
}
