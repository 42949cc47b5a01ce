-- Positions come in blocks, one block per append: the statement takes one value and counts upwards from it. No session
-- caches values (cache 1), so a later append has a higher position than every earlier one.
create sequence journal.position increment by 10000 cache 1;
create sequence journal.event_id increment by 10000;

-- Transaction ids are comparable only within one cluster: a changed system identifier begins a new era.
create table journal.era (
    era               integer primary key,
    system_identifier bigint not null,
    began_at          timestamptz not null default now()
);

create table journal.event (
    appended_at    timestamptz not null,
    position       bigint not null,
    transaction_id xid8 not null default pg_current_xact_id(),
    -- Transactions at or above this had not begun when the event was written: what precedes it lies below.
    seen_before    xid8 not null default pg_snapshot_xmax(pg_current_snapshot()),
    id             bigint not null,
    merchant_id    bigint not null,
    version        bigint not null,
    era            integer not null,
    type           text not null,
    key            text not null,
    payload        text not null
) partition by range (appended_at);

-- The readers' only way in. All events of a batch share one entry, so appending stays cheap.
create index event_window on journal.event (era, transaction_id);

-- Where a consumer stands: transactions below window_from are done, those in [window_from, window_to) are done up to
-- position. The row is locked in the transaction of the consumer's effect; it is the fence between nodes.
create table journal.cursor (
    consumer    text not null,
    partition   integer not null,
    partitions  integer not null,
    era         integer not null,
    window_from xid8 not null,
    window_to   xid8 not null,
    position    bigint not null default 0,
    moved_at    timestamptz not null default now(),
    primary key (consumer, partition),
    check (partition >= 0 and partition < partitions),
    check (window_from <= window_to)
) with (fillfactor = 50);

-- Events a consumer failed on, and those of the same key that wait behind them, whole: the journal's own copy may be
-- dropped before a person has looked.
create table journal.parked (
    consumer    text not null,
    key         text not null,
    position    bigint not null,
    id          bigint not null,
    appended_at timestamptz not null,
    type        text not null,
    merchant_id bigint not null,
    version     bigint not null,
    payload     text not null,
    reason      text,
    attempts    integer not null default 0,
    parked_at   timestamptz not null default now(),
    primary key (consumer, key, position)
);

-- Makes the daily partitions from today to so many days ahead, in UTC. Attaching, unlike creating in place, does not
-- stop writers.
create function journal.make_partitions(days integer) returns integer language plpgsql as $$
declare
    today date := (clock_timestamp() at time zone 'UTC')::date;
    made  integer := 0;
    name  text;
begin
    for offset_days in 0..days loop
        name := 'event_' || to_char(today + offset_days, 'YYYYMMDD');
        if to_regclass('journal.' || name) is null then
            execute format('create table journal.%I (like journal.event including defaults including constraints)', name);
            execute format('create index on journal.%I (era, transaction_id)', name);
            execute format(
                'alter table journal.event attach partition journal.%I for values from (%L) to (%L)', name,
                (today + offset_days)::text || ' 00:00:00+00', (today + offset_days + 1)::text || ' 00:00:00+00');
            made := made + 1;
        end if;
    end loop;
    return made;
end
$$;

select journal.make_partitions(7);
