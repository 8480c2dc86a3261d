import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'

/** A change by a person: `changes` names what is read again afterwards, `done` runs when it succeeded. */
export function useChange<Input, Out>(
  run: (input: Input) => Promise<Out>,
  { changes, done }: { changes: readonly QueryKey[]; done?: (out: Out, input: Input) => void },
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: (out, input) => done?.(out, input),
    onSettled: () => Promise.all(changes.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  })
}
