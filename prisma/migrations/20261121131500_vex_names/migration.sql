-- A report asks for thousands of names at once, and comparing lists with lists takes the product of their lengths.
CREATE TABLE vex_statement_name (
  name text COLLATE "C" NOT NULL,
  statement_id bigint NOT NULL REFERENCES vex_statement (id) ON DELETE CASCADE,
  PRIMARY KEY (name, statement_id)
);
CREATE INDEX vex_statement_name_statement_id_idx ON vex_statement_name (statement_id);
INSERT INTO vex_statement_name (name, statement_id) SELECT DISTINCT unnest(names), id FROM vex_statement;
DROP INDEX vex_statement_names_idx;
