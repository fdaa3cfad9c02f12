import pg from 'pg';

const dropStates = `
DO $$ DECLARE name name; BEGIN
  FOR name IN SELECT nspname FROM pg_namespace WHERE nspname ~ '^past_[0-9]+$' LOOP PERFORM engine.drop_past(name); END LOOP;
END $$;
`;

/** How a state was first made: with all tables, and all their indexes from the beginning. */
const filledInPlace = `
-- Gives the name of a new, empty state; null where somebody is at it or has made it.
CREATE FUNCTION engine.begin_past(live text, of_tenant text, at_position bigint, by_program text, of_events bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  name text := 'past_' || nextval('engine.past_number');
  source name;
BEGIN
  LOCK TABLE engine.swap IN ACCESS SHARE MODE;
  PERFORM FROM engine.projection WHERE schema = live;
  IF NOT FOUND THEN RAISE EXCEPTION 'there are no tables %', live; END IF;
  INSERT INTO engine.past (schema, tenant, position, made_by, events)
    VALUES (name, of_tenant, at_position, by_program, of_events) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN NULL; END IF;
  EXECUTE format('CREATE SCHEMA %I', name);
  FOR source IN SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(live)) AND relkind = 'r' LOOP
    EXECUTE format('CREATE UNLOGGED TABLE %I.%I (LIKE %I.%I INCLUDING ALL)', name, source, live, source);
  END LOOP;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', name, session_user);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', name, session_user);
  INSERT INTO engine.checkpoint (id) VALUES (name);
  RETURN name;
END $$;

-- Lets the server learn what one table of a state holds.
CREATE FUNCTION engine.analyze_past(of_schema text, of_table text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF of_schema !~ '^past_[0-9]+$' THEN RAISE EXCEPTION '% is no past state', of_schema; END IF;
  EXECUTE format('ANALYZE %I.%I', of_schema, of_table);
END $$;
`;

/**
 * Past states of the read models: each is a schema of its own with the live tables' columns and indexes. The application's
 * role makes no schema; these functions do, under names that they give themselves, and take away no other one. Neither a past
 * state nor what is known of it is written ahead: after a crash of the database both are empty, and are made again.
 */
export const pastSchema = `
CREATE SEQUENCE engine.past_number;
CREATE UNLOGGED TABLE engine.past (
  schema text PRIMARY KEY, tenant text NOT NULL, position bigint NOT NULL, made_by text NOT NULL,
  events bigint NOT NULL, done bigint NOT NULL DEFAULT 0, ready boolean NOT NULL DEFAULT false, bytes bigint NOT NULL DEFAULT 0,
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp(), -- by whom it is filled, then by whom it is asked
  UNIQUE (tenant, position, made_by)
);

${filledInPlace}
CREATE FUNCTION engine.drop_past(of_schema text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF of_schema !~ '^past_[0-9]+$' THEN RAISE EXCEPTION '% is no past state', of_schema; END IF;
  DELETE FROM engine.past WHERE schema = of_schema;
  EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', of_schema);
  DELETE FROM engine.checkpoint WHERE id = of_schema;
  DELETE FROM engine.fault WHERE checkpoint = of_schema;
  DELETE FROM engine.lack WHERE schema = of_schema;
END $$;
REVOKE ALL ON FUNCTION engine.begin_past, engine.analyze_past, engine.drop_past FROM PUBLIC;
`;

/**
 * A state has no table of what one event tells alone: that is as it is now, up to the position and of these tenants, and is seen
 * through a view. All other tables have their keys alone until they are filled.
 */
export const pastViewsSchema = `
DROP FUNCTION engine.begin_past, engine.analyze_past;

-- Gives the name of a new, empty state; null where somebody is at it or has made it. of_each: which tables are views, and by
-- which of their columns, as [{"name": …, "tenant": …, "position": …}]; of_tenants: null for all.
CREATE FUNCTION engine.begin_past(
  live text, of_tenant text, at_position bigint, by_program text, of_events bigint, of_tenants text[], of_each jsonb
) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  name text := 'past_' || nextval('engine.past_number');
  source record;
  told jsonb;
BEGIN
  LOCK TABLE engine.swap IN ACCESS SHARE MODE;
  PERFORM FROM engine.projection WHERE schema = live;
  IF NOT FOUND THEN RAISE EXCEPTION 'there are no tables %', live; END IF;
  INSERT INTO engine.past (schema, tenant, position, made_by, events)
    VALUES (name, of_tenant, at_position, by_program, of_events) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN NULL; END IF;
  EXECUTE format('CREATE SCHEMA %I', name);
  FOR source IN
    SELECT c.relname, (SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k WHERE k.conrelid = c.oid AND contype = 'p') AS key
    FROM pg_class c WHERE relnamespace = to_regnamespace(quote_ident(live)) AND relkind = 'r'
  LOOP
    told := (SELECT each FROM jsonb_array_elements(of_each) each WHERE each->>'name' = source.relname);
    IF told IS NOT NULL THEN
      EXECUTE format('CREATE VIEW %I.%I AS SELECT * FROM %I.%I WHERE %I <= %s', name, source.relname, live, source.relname,
        told->>'position', at_position) || CASE cardinality(of_tenants) -- one by itself is found to be what a question asks
          WHEN 1 THEN format(' AND %I = %L', told->>'tenant', of_tenants[1])
          ELSE CASE WHEN of_tenants IS NULL THEN '' ELSE format(' AND %I = ANY (%L)', told->>'tenant', of_tenants) END END;
    ELSE
      EXECUTE format('CREATE UNLOGGED TABLE %I.%I (LIKE %I.%I INCLUDING ALL EXCLUDING INDEXES, %s)', name, source.relname, live,
        source.relname, source.key);
    END IF;
  END LOOP;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', name, session_user);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', name, session_user);
  INSERT INTO engine.checkpoint (id) VALUES (name);
  RETURN name;
END $$;

-- Gives one table of a state the indexes of the live one, and lets the server learn what it holds.
CREATE FUNCTION engine.index_past(live text, of_schema text, of_table text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET maintenance_work_mem = '256MB' SET max_parallel_maintenance_workers = 0 AS $$
DECLARE
  made record;
BEGIN
  IF of_schema !~ '^past_[0-9]+$' THEN RAISE EXCEPTION '% is no past state', of_schema; END IF;
  FOR made IN
    SELECT indisunique AS single, pg_get_indexdef(indexrelid) AS text FROM pg_index
    WHERE indrelid = format('%I.%I', live, of_table)::regclass AND NOT indisprimary
  LOOP
    EXECUTE format('CREATE %s INDEX ON %I.%I ', CASE WHEN made.single THEN 'UNIQUE' END, of_schema, of_table)
      || substr(made.text, strpos(made.text, ' USING '));
  END LOOP;
  EXECUTE format('ANALYZE %I.%I', of_schema, of_table);
END $$;
REVOKE ALL ON FUNCTION engine.begin_past, engine.index_past FROM PUBLIC;
`;

export const dropPastViews = `${dropStates}
DROP FUNCTION engine.begin_past, engine.index_past;
${filledInPlace}
REVOKE ALL ON FUNCTION engine.begin_past, engine.analyze_past FROM PUBLIC;
`;

export const dropPasts = `${dropStates}
DROP FUNCTION engine.begin_past, engine.analyze_past, engine.drop_past;
DROP TABLE engine.past;
DROP SEQUENCE engine.past_number;
`;

/** What the application's role may do: have states made and taken away, and say how far it is. */
export const grantPasts = (applicationRole: string): string => {
  const role = pg.escapeIdentifier(applicationRole);
  return `
GRANT SELECT, UPDATE (done, ready, bytes, seen_at) ON engine.past TO ${role};
GRANT EXECUTE ON FUNCTION engine.begin_past, engine.index_past, engine.drop_past TO ${role};
`;
};
