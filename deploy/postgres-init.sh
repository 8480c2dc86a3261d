#!/bin/sh
# Runs once, when the database's volume is new: the app gets a role of its own, which owns its database and is no superuser.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --set password="$DATABASE_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE plimsoll LOGIN PASSWORD :'password';
CREATE DATABASE plimsoll OWNER plimsoll;
SQL
