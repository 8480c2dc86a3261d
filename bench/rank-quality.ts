/** Something that was ranked: the higher the score the earlier it comes; equal ones come in any order. */
export interface Ranked {
  score: number
  relevant: boolean
}

export interface RankQuality {
  items: number
  relevant: number
  /** Mean of the precision at each relevant item, expected over the orders of equal scores. */
  averagePrecision: number
  /** Discounted gain beside that of the best order, expected likewise; each relevant item is worth 1. */
  ndcg: number
  /** Of the relevant items, the middle place; equal scores share the middle of theirs. From 1. */
  medianRank: number
  /** Relevant ones among as many first as there are relevant ones in all, expected. */
  precisionAtRelevant: number
}

/** @see McSherry and Najork, Computing Information Retrieval Performance Measures Efficiently in the Presence of Tied Scores (2008) */
export function rankQuality(ranked: readonly Ranked[]): RankQuality {
  const relevant = ranked.filter((one) => one.relevant).length
  const groups = [...Map.groupBy(ranked, ({ score }) => score)].sort(([a], [b]) => b - a).map(([, items]) => items)
  let [before, found, precisions, gain, atRelevant] = [0, 0, 0, 0, 0]
  const places: number[] = []
  for (const items of groups) {
    const good = items.filter((one) => one.relevant).length
    const share = good / items.length
    for (let nth = 0; nth < items.length; nth++) {
      const place = before + nth + 1
      const others = items.length > 1 ? (nth * (good - 1)) / (items.length - 1) : 0
      precisions += share * ((found + 1 + Math.max(0, others)) / place)
      gain += share / Math.log2(place + 1)
      if (place <= relevant) atRelevant += share
    }
    for (let nth = 0; nth < good; nth++) places.push(before + (items.length + 1) / 2)
    before += items.length
    found += good
  }
  let best = 0
  for (let place = 1; place <= relevant; place++) best += 1 / Math.log2(place + 1)
  places.sort((a, b) => a - b)
  const middle = ((places[Math.floor((relevant - 1) / 2)] ?? 0) + (places[Math.ceil((relevant - 1) / 2)] ?? 0)) / 2
  return {
    ...{ items: ranked.length, relevant, medianRank: middle },
    averagePrecision: precisions / relevant,
    ndcg: gain / best,
    precisionAtRelevant: atRelevant / relevant,
  }
}
