-- With what a report was made: two versions of a tool, or of its database, may see different things in one image.
ALTER TABLE report ADD COLUMN tool_version text, ADD COLUMN database_version text;
