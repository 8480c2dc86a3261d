import sql from 'sql-template-tag'
import { imageExample } from '../../contract/images.ts'
import type { Db } from '../../store/database.ts'
import { TEAMS } from './world.ts'

/** An image of another team, beside what the examples name. */
export const OTHER_IMAGE = 13
export const EXAMPLE_VERSION = 40

/** What the examples of images and components name; issues have seeded the image itself. */
export async function seedImageExamples(tx: Db): Promise<void> {
  await tx.query(sql`UPDATE image SET team_id = ${TEAMS.own} WHERE id = ${imageExample.id}`)
  await tx.query(sql`
    INSERT INTO image (id, repository, team_id) VALUES (${OTHER_IMAGE}, 'registry.example.com/web/shop', ${TEAMS.other})`)
  await tx.query(sql`
    INSERT INTO image_version (id, image_id, digest, first_seen_at, base_reference, base_found_by, base_layers)
    VALUES (${EXAMPLE_VERSION}, ${imageExample.id}, 'sha256:4f1c0e', now(), 'registry.example.com/web/shop:1', 'label', 1),
      (41, ${OTHER_IMAGE}, 'sha256:5f1c0e', now(), NULL, NULL, NULL)`)
  await tx.query(sql`
    INSERT INTO image_tag (image_id, tag, moved_at, image_version_id)
    VALUES (${imageExample.id}, '2.3', now(), ${EXAMPLE_VERSION})`)
  await tx.query(sql`
    INSERT INTO image_layer (image_version_id, position, diff_id, created_by)
    VALUES (${EXAMPLE_VERSION}, 0, 'sha256:a', 'FROM'), (${EXAMPLE_VERSION}, 1, 'sha256:b', 'COPY app')`)
  await tx.query(sql`INSERT INTO package_version (id, package_id, version) VALUES (5, 1, '2.14.1')`)
  await tx.query(sql`
    INSERT INTO scope (id, key, source, scan, stage, image_version_id, first_seen_at, last_seen_at, complete_at)
    VALUES (50, 'inventory', 'trivy', 'inventory', 'build', ${EXAMPLE_VERSION}, now(), now(), now()),
      (51, 'other inventory', 'trivy', 'inventory', 'build', 41, now(), now(), now())`)
  await tx.query(sql`
    INSERT INTO component (scope_id, package_version_id, layer, paths) VALUES (50, 5, 1, '{app/log4j.jar}'), (51, 5, NULL, '{}')`)
  await tx.query(sql`
    INSERT INTO attestation (digest, verified, signer, received_at, content_hash)
    VALUES ('sha256:4f1c0e', true, 'ci@example.com', now(), decode(repeat('4f', 32), 'hex'))`)
}
