-- Which live workload an object in a repository's manifests is known to be: what is wrong with both is one issue.
CREATE TABLE manifest_link (
  repository_id bigint NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  kind text NOT NULL,
  -- As the file gives it; '' where it gives none.
  namespace text NOT NULL,
  name text NOT NULL,
  workload_id bigint NOT NULL REFERENCES workload (id) ON DELETE CASCADE,
  PRIMARY KEY (repository_id, kind, namespace, name)
);
CREATE INDEX manifest_link_workload_id_idx ON manifest_link (workload_id);
CREATE INDEX workload_name_idx ON workload (name, kind);
