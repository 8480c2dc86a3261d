import { parseAsStringLiteral, useQueryState } from 'nuqs'

/** The list's sort, kept in the URL as `sort`; the default leaves no trace there. */
export function useUrlSort<Sort extends string>(
  sorts: readonly Sort[],
  fallback: Sort,
): [Sort, (sort: string) => void] {
  const [sort, setSort] = useQueryState('sort', parseAsStringLiteral(sorts).withDefault(fallback))
  return [
    sort,
    (next) => {
      const known = sorts.find((candidate) => candidate === next)
      if (known) setSort(known, { history: 'push' })
    },
  ]
}
