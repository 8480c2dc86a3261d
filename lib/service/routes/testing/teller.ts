import { deliverNext } from '../deliver.ts'
import { tellRoutes } from '../tell.ts'

/** A worker that does nothing but tell, until it is killed. */
for (;;) {
  const told = await tellRoutes()
  if (!(await deliverNext()) && !told) await new Promise((resolve) => setTimeout(resolve, 20))
}
